/** accesscontrol: roles with `read:any` on a resource per key, asked with the roles that decide. */
import { AccessControl } from 'accesscontrol'

export function build({ keys, roles, nearest }) {
  // Names may have no dots.
  const resources = new Map(keys.map((key) => [key, key.replaceAll('.', '-')]))
  const control = new AccessControl()
  for (const { id, permissions } of roles) {
    for (const key of permissions) control.grant(id).readAny(resources.get(key))
  }
  control.lock()
  return (principal, permission, scope) => {
    const decided = nearest(principal, scope)
    return decided !== undefined && control.can(decided.roles).readAny(resources.get(permission)).granted
  }
}
