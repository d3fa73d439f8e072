/** `access grantors`: who could give this permission, or this role, there (G1). */
import type { Input } from '../../contract/table.ts'
import { grantors, refuse } from '../../core/index.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { requireRole, requireScope } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { requirePermission } from './require-permission.ts'

export function listGrantors(deps: Deps): UseCase<'listGrantors'> {
  return (input, call) =>
    ask(deps, 'listGrantors', input, call, (scene) => {
      const { snapshot, living, now } = scene
      const wanted = wantedKeys(scene, input.body)
      const ids = grantors(snapshot, wanted, requireScope(scene, input.body.scope), now)
      return { revision: living.revision, items: ids.map((id) => ({ id, email: emailOf(scene, id) })) }
    })
}

function wantedKeys(scene: Scene, { permission, role }: Input<'listGrantors'>['body']): readonly string[] {
  if ((permission === undefined) === (role === undefined)) {
    throw new Refused(refuse('INVALID', 'ask for one permission or one role', { field: '/permission' }))
  }
  if (permission !== undefined) return [requirePermission(scene, permission)]
  return scene.snapshot.vocabulary.keysOf(scene.snapshot.vocabulary.bitsOf(requireRole(scene, role!)))
}
