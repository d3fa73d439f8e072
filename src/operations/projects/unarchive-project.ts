/** `project unarchive`. */
import { unarchiveProject as command } from '../../core/change/unarchive-project.ts'
import { projectAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject } from '../resolve.ts'

export function unarchiveProject(deps: Deps): UseCase<'unarchiveProject'> {
  return (input, call) =>
    perform(
      deps,
      'unarchiveProject',
      input,
      call,
      (scene) => ({ command, input: { project: requireProject(scene, input.params.project).id } }),
      (scene) => projectAnswer(scene, requireProject(scene, input.params.project)),
    )
}
