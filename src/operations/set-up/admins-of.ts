/** The people who have the admin role at the organization, whether or not they can come in. */

import { eachHeld } from '../../core/decision/held.ts'
import { ADMIN_ROLE, type Snapshot } from '../../core/index.ts'
import { ORGANIZATION_NUMBER } from '../../core/snapshot/scopes.ts'

/** @returns their ids */
export function adminsOf(snapshot: Snapshot): string[] {
  const { assignments, members, roles } = snapshot
  const admin = roles.numberOf(ADMIN_ROLE.id)
  return [...members.values()]
    .filter(({ type, id }) => {
      let is = false
      eachHeld(snapshot, members.numberOf(id)!, (assignment) => {
        const here = assignments.scopeOf(assignment) === ORGANIZATION_NUMBER
        if (here && assignments.roleOf(assignment) === admin) is = true
      })
      return type === 'user' && is
    })
    .map(({ id }) => id)
}
