/** `role delete`: the role and every assignment of it. */
import { deleteRole as command } from '../../core/change/delete-role.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireRole } from '../resolve.ts'

export function deleteRole(deps: Deps): UseCase<'deleteRole'> {
  return (input, call) =>
    perform(
      deps,
      'deleteRole',
      input,
      call,
      (scene) => ({ command, input: { role: requireRole(scene, input.params.role).id } }),
      () => ({}),
    )
}
