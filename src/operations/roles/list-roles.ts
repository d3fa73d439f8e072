/** `role list`: built-in roles first, widest first (S2-1). */
import type { Input } from '../../contract/table.ts'
import { BUILT_IN_ROLES, type Role } from '../../core/index.ts'
import { roleAnswer } from '../answers/access.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import type { Scene } from '../scene.ts'

export function listRoles(deps: Deps): UseCase<'listRoles'> {
  return (input, call) =>
    ask(deps, 'listRoles', input, call, (scene) => {
      const { snapshot, living } = scene
      const wanted = filterOf(scene, input.query)
      const order = new Map(BUILT_IN_ROLES.map(({ id }, at) => [id, at]))
      const page = pageOf(deps, input.query, {
        operation: 'listRoles',
        organization: living.id,
        items: [...snapshot.roles.values()].filter(wanted),
        key: ({ id }) => id,
        sorts: {
          kind: ({ id, name }) => (order.has(id) ? `0${order.get(id)}` : `1${name.toLowerCase()}`),
          name: ({ name }) => name.toLowerCase(),
          id: ({ id }) => id,
        },
        usually: 'kind',
        text: ({ id, name, description }) => [id, name, description],
      })
      return { items: page.items.map((role) => roleAnswer(snapshot, role)), next_cursor: page.next_cursor }
    })
}

/** No role has a permission that there is not: an empty list, not an error. */
function filterOf(
  { snapshot: { index, roles, sets, vocabulary } }: Scene,
  { kind, permission }: Input<'listRoles'>['query'],
): (role: Role) => boolean {
  const bit = permission === undefined ? undefined : vocabulary.bitOf(permission)
  return (role) =>
    (kind === undefined || role.kind === kind) &&
    (permission === undefined || (bit !== undefined && sets.has(index.setOf(roles.numberOf(role.id)!), bit)))
}
