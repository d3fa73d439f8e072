/**
 * What a personal token may do: what its owner may, where one of the token's own grants covers it too. Its grants give
 * nothing; a role or place of theirs that has gone covers nothing any more.
 */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decide } from './decide.ts'
import { effectiveSet } from './held.ts'
import type { Verdict } from './verdict.ts'

/** A role at a scope, both by id; it reaches downward from there. */
export type TokenGrant = { readonly role: string; readonly scope: string }

/** All that a token states; absent for whoever calls without one. */
export type Reach = readonly TokenGrant[]

export type ReachVerdict = Verdict | { readonly allowed: false; readonly code: DecisionCode | 'TOKEN_SCOPE' }

const TOO_FAR = Object.freeze({ allowed: false, code: 'TOKEN_SCOPE' } as const)

/** The owner's verdict; where that is yes, whether the token reaches as far. */
export function decideWithin(
  snapshot: Snapshot,
  { account, reach }: { readonly account: string; readonly reach?: Reach },
  permission: string,
  scope: string,
  now: number,
): ReachVerdict {
  const verdict = decide(snapshot, account, permission, scope, now)
  if (!verdict.allowed || reach === undefined) return verdict
  return reaches(snapshot, reach, permission, scope) ? verdict : TOO_FAR
}

/** Whether one of the grants covers the permission at the scope, whatever the owner may. */
export function reaches(snapshot: Snapshot, reach: Reach, permission: string, scope: string): boolean {
  const bit = snapshot.vocabulary.bitOf(permission)
  const place = snapshot.scopes.find(scope)
  return (
    bit !== undefined && place !== undefined && snapshot.sets.has(reachedSet(snapshot, reach, place), bit)
  )
}

/** What the person effectively has at a scope, as far as the token reaches. */
export function effectiveWithin(
  snapshot: Snapshot,
  reach: Reach | undefined,
  person: number,
  scope: number,
  now: number,
): number {
  const held = effectiveSet(snapshot, person, scope, now)
  return reach === undefined ? held : snapshot.sets.intersection(held, reachedSet(snapshot, reach, scope))
}

function reachedSet({ roles, scopes, sets, index }: Snapshot, reach: Reach, place: number): number {
  const outward = new Set(scopes.idsOutward(place))
  let set = 0
  for (const { role, scope } of reach) {
    const number = outward.has(scope) ? roles.numberOf(role) : undefined
    if (number !== undefined) set = sets.union(set, index.setOf(number))
  }
  return set
}
