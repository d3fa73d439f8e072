/** `role update`: `permissions` replaces the set (S2-1). */
import { updateRole as command } from '../../core/change/update-role.ts'
import { roleAnswer } from '../answers/access.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireRole } from '../resolve.ts'

export function updateRole(deps: Deps): UseCase<'updateRole'> {
  return (input, call) =>
    perform(
      deps,
      'updateRole',
      input,
      call,
      (scene) => ({ command, input: { ...input.body, role: requireRole(scene, input.params.role).id } }),
      (scene, events) => {
        const edit = events.find((event) => event.type === 'role.updated')
        const role = edit === undefined ? requireRole(scene, input.params.role) : edit.data.after
        return roleAnswer(scene.snapshot, role)
      },
    )
}
