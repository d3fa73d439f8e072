/** better-auth's access plugin as its organization plugin uses it: a member's roles, tried one after the other. */
import { createAccessControl } from 'better-auth/plugins/access'

export function build({ keys, roles, nearest }) {
  const requests = new Map(keys.map((key) => [key, { [resourceOf(key)]: [actionOf(key)] }]))
  const control = createAccessControl(statementsOf(keys))
  const byRole = Object.fromEntries(
    roles.map(({ id, permissions }) => [id, control.newRole(statementsOf(permissions))]),
  )
  return (principal, permission, scope) => {
    const decided = nearest(principal, scope)
    if (decided === undefined) return false
    for (const role of decided.roles)
      if (byRole[role].authorize(requests.get(permission)).success) return true
    return false
  }
}

const resourceOf = (key) => key.slice(0, key.lastIndexOf('.'))
const actionOf = (key) => key.slice(key.lastIndexOf('.') + 1)

function statementsOf(keys) {
  const statements = {}
  for (const key of keys) (statements[resourceOf(key)] ??= []).push(actionOf(key))
  return statements
}
