/** What would give somebody a permission: roles that have it, and groups that have it where it is asked about. */

import type { Event } from '../catalogue/events.ts'
import { isSynced } from '../change/seats.ts'
import { effectiveSet, grantsOf } from '../decision/held.ts'
import { permissionProblem } from '../decision/permission-gate.ts'
import type { Group } from '../model/group.ts'
import type { Role } from '../model/role.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { Case } from './case.ts'

export type RoleGiving = Pick<Role, 'id' | 'name' | 'kind'> & {
  /** How many permissions it has. */
  readonly keys: number
}

/** Roles with the permission, those with fewer permissions first. */
export function rolesGiving({ roles, index, sets, vocabulary }: Snapshot, permission: string): RoleGiving[] {
  const bit = vocabulary.bitOf(permission)
  if (bit === undefined) return []
  const having = Array.from(roles.values()).filter(({ id }) =>
    sets.has(index.setOf(roles.numberOf(id)!), bit),
  )
  return having
    .map(({ id, name, kind }) => {
      const set = index.setOf(roles.numberOf(id)!)
      return { id, name, kind, keys: Array.from(sets.bits(set)).length }
    })
    .toSorted((a, b) => a.keys - b.keys || (a.name < b.name ? -1 : 1))
}

/** Of so many groups it is tried out whether joining helps. */
const TRIED = 50

/**
 * Groups that the person could join by hand, each of which alone would give it, in the order of their names.
 * @param most how many are looked for
 */
export function groupsGiving(one: Case, most: number): Group[] {
  const { snapshot, principal, member } = one
  if (member === undefined || member.type === 'automation') return []
  const { groups, index, members } = snapshot
  const seated = new Set(index.entry(members.numberOf(principal)!).seats.map(({ group }) => group))
  const others = [...groupsHolding(one)].filter((group) => !seated.has(group) && !isSynced(snapshot, group))
  const byName = others.map((group) => groups.at(group)!).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const giving: Group[] = []
  for (const group of byName.slice(0, TRIED)) {
    if (giving.length === most) break
    const seat = { group: group.id, principal, source: 'manual' } as const
    if (wouldGrant(one, { type: 'group.member.added', data: { seat } })) giving.push(group)
  }
  return giving
}

/** Numbers of the groups that have the permission assigned, in force, at the place or further out. */
function groupsHolding({ snapshot, goal, now }: Case): Set<number> {
  const { assignments, index, sets, scopes, vocabulary } = snapshot
  const holding = new Set<number>()
  const bit = goal.kind === 'permission' ? vocabulary.bitOf(goal.permission) : undefined
  const place = goal.kind === 'permission' ? scopes.find(goal.scope) : undefined
  if (bit === undefined || place === undefined) return holding
  for (const scope of scopes.chain(place)) {
    for (const assignment of index.assignmentsAt(scope)) {
      const group = ~assignments.subjectOf(assignment)
      if (group < 0 || !sets.has(index.setOf(assignments.roleOf(assignment)), bit)) continue
      const [from, until] = periodAt(snapshot, assignment)
      if (from <= now && now < until) holding.add(group)
    }
  }
  return holding
}

/** Whether the role check would pass with this done as well; tried on a fork. */
export function wouldGrant({ snapshot, goal, principal, now }: Case, event: Event): boolean {
  if (goal.kind !== 'permission') return false
  const after = apply(snapshot, [event])
  const bit = after.vocabulary.bitOf(goal.permission)
  const person = after.members.numberOf(principal)
  const place = after.scopes.find(goal.scope)
  if (bit === undefined || person === undefined || place === undefined) return false
  return permissionProblem(after, grantsOf(after, person, now), person, bit, place, now) === undefined
}

/** Whether the person would still have at a scope all that they have there now, with this done; tried on a fork. */
export function wouldKeep({ snapshot, principal, now }: Case, event: Event, scope: string): boolean {
  const after = apply(snapshot, [event])
  const [person, place] = [snapshot.members.numberOf(principal), snapshot.scopes.find(scope)]
  if (person === undefined || place === undefined) return false
  return after.sets.includes(
    effectiveSet(after, person, place, now),
    effectiveSet(snapshot, person, place, now),
  )
}
