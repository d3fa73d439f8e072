/** `project update`: another display name; the name stays. */
import { updateProject as command } from '../../core/change/update-project.ts'
import { projectAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject } from '../resolve.ts'

export function updateProject(deps: Deps): UseCase<'updateProject'> {
  return (input, call) =>
    perform(
      deps,
      'updateProject',
      input,
      call,
      (scene) => ({
        command,
        input: {
          project: requireProject(scene, input.params.project).id,
          displayName: input.body.display_name,
        },
      }),
      (scene) => projectAnswer(scene, requireProject(scene, input.params.project)),
    )
}
