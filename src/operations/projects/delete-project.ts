/** `project delete`: with its environments and every assignment at them. */
import { deleteProject as command } from '../../core/change/delete-project.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject } from '../resolve.ts'

export function deleteProject(deps: Deps): UseCase<'deleteProject'> {
  return (input, call) =>
    perform(
      deps,
      'deleteProject',
      input,
      call,
      (scene) => ({ command, input: { project: requireProject(scene, input.params.project).id } }),
      () => ({}),
    )
}
