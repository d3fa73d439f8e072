/** `assignment delete`. */
import { deleteAssignment as command } from '../../core/change/delete-assignment.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireAssignment } from '../resolve.ts'

export function deleteAssignment(deps: Deps): UseCase<'deleteAssignment'> {
  return (input, call) =>
    perform(
      deps,
      'deleteAssignment',
      input,
      call,
      (scene) => ({ command, input: { assignment: requireAssignment(scene, input.params.assignment).id } }),
      () => ({}),
    )
}
