/** Gate 5: walking outward, the first scope with a grant decides, and the key must be in it. */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { decidingScope, eachHeld } from './held.ts'

export function permissionProblem(
  snapshot: Snapshot,
  grants: Grants,
  person: number,
  bit: number,
  scope: number,
  now: number,
): DecisionCode | undefined {
  const { scopes, sets } = snapshot
  const deciding = decidingScope(snapshot, grants, scope)
  if (deciding >= 0) {
    if (sets.has(grants.at(deciding), bit)) return undefined
    for (let at = scopes.parentOf(deciding); at >= 0; at = scopes.parentOf(at)) {
      if (sets.has(grants.at(at), bit)) return 'SHADOWED_BY_NARROWER_SCOPE'
    }
    return 'KEY_NOT_IN_ROLE'
  }
  if (expiredOnChain(snapshot, grants, person, bit, scope, now).length > 0) return 'ASSIGNMENT_EXPIRED'
  // With no grant on the chain, whatever the person holds is off it.
  return sets.has(grants.everything, bit) ? 'ASSIGNED_ELSEWHERE' : 'NO_ASSIGNMENT'
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
