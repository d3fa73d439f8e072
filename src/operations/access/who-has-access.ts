/** `access who`: everyone who may do this there, and through what. */
import { who } from '../../core/index.ts'
import { emailOf } from '../answers/users.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { requireScope } from '../resolve.ts'
import { revisionOf } from '../scene.ts'
import { may } from '../visible.ts'
import { requirePermission } from './require-permission.ts'

export function whoHasAccess(deps: Deps): UseCase<'whoHasAccess'> {
  return (input, call) =>
    askAsOf(deps, 'whoHasAccess', input, call, (scene) => {
      const { snapshot, now } = scene
      const permission = requirePermission(scene, input.body.permission)
      const groups = may(scene, 'organization.group.read')
      const items = who(snapshot, permission, requireScope(scene, input.body.scope), now).map((holder) => ({
        id: holder.principal,
        email: emailOf(scene, holder.principal),
        type: holder.type,
        through: holder.through.map(({ assignment, role, group }) => ({
          assignment,
          role,
          role_name: snapshot.roles.get(role)!.name,
          ...(groups && group !== undefined && { group, group_name: snapshot.groups.get(group)!.name }),
        })),
      }))
      return { revision: revisionOf(scene), ...asOf(scene), items }
    })
}
