/** A person's access in two words, for lists: from the roles in force for them, direct and through groups. */
import { BUILT_IN_ROLES } from '../catalogue/built-in-roles.ts'
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { eachHeld } from './held.ts'

export type AccessSummary =
  | 'Full access'
  | 'Deploy'
  | 'Read-only'
  | 'Limited view'
  | 'Custom'
  | 'Membership only'

const OF_ROLE: Readonly<Record<string, AccessSummary>> = {
  rol_admin: 'Full access',
  rol_deployer: 'Deploy',
  rol_readonly: 'Read-only',
  rol_viewer: 'Limited view',
}

/**
 * Built-in roles at the organization and nothing else: the widest of them names it, for each has every key of the
 * next smaller one. Anything else, a project or a custom role, is `Custom`; nothing at all is `Membership only` (S0-5).
 */
export function accessSummary(snapshot: Snapshot, principal: string, now: number): AccessSummary {
  const person = snapshot.members.numberOf(principal)
  if (person === undefined) return 'Membership only'
  const roles = new Set<string>()
  let plain = true
  eachHeld(snapshot, person, (assignment) => {
    const [from, until] = periodAt(snapshot, assignment)
    if (now < from || until <= now) return
    const { id, kind } = snapshot.roles.at(snapshot.assignments.roleOf(assignment))!
    roles.add(id)
    if (kind !== 'system' || snapshot.assignments.scopeOf(assignment) !== ORGANIZATION_NUMBER) plain = false
  })
  if (roles.size === 0) return 'Membership only'
  const widest = BUILT_IN_ROLES.find(({ id }) => roles.has(id))
  return plain && widest !== undefined ? OF_ROLE[widest.id]! : 'Custom'
}
