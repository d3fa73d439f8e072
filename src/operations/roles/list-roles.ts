/** `role list`: built-in roles first, widest first (S2-1). */
import { BUILT_IN_ROLES } from '../../core/index.ts'
import { roleAnswer } from '../answers/access.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listRoles(deps: Deps): UseCase<'listRoles'> {
  return (input, call) =>
    ask(deps, 'listRoles', input, call, (scene) => {
      const { snapshot, living } = scene
      const { kind } = input.query
      const order = new Map(BUILT_IN_ROLES.map(({ id }, at) => [id, at]))
      const page = pageOf(deps, input.query, {
        operation: 'listRoles',
        organization: living.id,
        items: [...snapshot.roles.values()].filter((role) => kind === undefined || role.kind === kind),
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
