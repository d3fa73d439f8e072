/** `environment create`. */
import { createEnvironment as command } from '../../core/change/create-environment.ts'
import { environmentAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject } from '../resolve.ts'

export function createEnvironment(deps: Deps): UseCase<'createEnvironment'> {
  return (input, call) =>
    perform(
      deps,
      'createEnvironment',
      input,
      call,
      (scene) => ({
        command,
        input: { project: requireProject(scene, input.params.project).id, name: input.body.name },
      }),
      ({ snapshot }, events) =>
        environmentAnswer(snapshot, changed(events, 'environment.created').environment.id),
    )
}
