/** `project archive`: grants stay, nothing in it answers. */
import { archiveProject as command } from '../../core/change/archive-project.ts'
import { projectAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject } from '../resolve.ts'

export function archiveProject(deps: Deps): UseCase<'archiveProject'> {
  return (input, call) =>
    perform(
      deps,
      'archiveProject',
      input,
      call,
      (scene) => ({ command, input: { project: requireProject(scene, input.params.project).id } }),
      (scene) => projectAnswer(scene, requireProject(scene, input.params.project)),
    )
}
