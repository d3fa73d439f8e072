/** Gate 5: walking outward, the first scope with a grant decides, and the key must be in it. */
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { eachHeld } from './held.ts'
import { NUMBER_OF } from './verdict.ts'

const {
  ALLOWED,
  SHADOWED_BY_NARROWER_SCOPE,
  KEY_NOT_IN_ROLE,
  ASSIGNMENT_EXPIRED,
  ASSIGNED_ELSEWHERE,
  NO_ASSIGNMENT,
} = NUMBER_OF

/** @returns the number of the verdict, were this the only gate */
export function permissionVerdict(
  snapshot: Snapshot,
  grants: Grants,
  person: number,
  bit: number,
  scope: number,
  now: number,
): number {
  const { scopes, sets } = snapshot
  let decided = false
  for (let at = scope; at >= 0; at = scopes.parentOf(at)) {
    const set = grants.at(at)
    if (set === 0) continue
    if (sets.has(set, bit)) return decided ? SHADOWED_BY_NARROWER_SCOPE : ALLOWED
    decided = true
  }
  if (decided) return KEY_NOT_IN_ROLE
  if (expiredOnChain(snapshot, grants, person, bit, scope, now).length > 0) return ASSIGNMENT_EXPIRED
  // With no grant on the chain, whatever the person holds is off it.
  return sets.has(grants.everything, bit) ? ASSIGNED_ELSEWHERE : NO_ASSIGNMENT
}

/** Numbers of the expired assignments on the chain whose role holds the key. */
export function expiredOnChain(
  snapshot: Snapshot,
  grants: Grants,
  person: number,
  bit: number,
  scope: number,
  now: number,
): number[] {
  // No date lies behind: nothing can have expired.
  if (grants.validFrom === Number.NEGATIVE_INFINITY) return []
  const chain = new Set(snapshot.scopes.chain(scope))
  const expired: number[] = []
  eachHeld(snapshot, person, (assignment) => {
    const { assignments, index, sets } = snapshot
    if (!chain.has(assignments.scopeOf(assignment))) return
    if (periodAt(snapshot, assignment)[1] > now) return
    if (sets.has(index.setOf(assignments.roleOf(assignment)), bit)) expired.push(assignment)
  })
  return expired
}
