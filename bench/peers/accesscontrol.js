/** accesscontrol: roles with `read:any` on a resource per key, asked with the roles that decide. */
import { AccessControl } from 'accesscontrol'

export function build({ keys, roles, nearest }) {
  const resources = new Map(keys.map((key) => [key, key.replaceAll('.', '-')]))
  const grants = {}
  for (const { id, permissions } of roles) {
    grants[id] = Object.fromEntries(permissions.map((key) => [resources.get(key), { 'read:any': ['*'] }]))
  }
  const control = new AccessControl(grants)
  control.lock()
  return (principal, permission, scope) => {
    const decided = nearest(principal, scope)
    return decided !== undefined && control.can(decided.roles).readAny(resources.get(permission)).granted
  }
}
