/**
 * What a person holds: each assignment that reaches them, directly or through a seat, and from it their grant at
 * each scope. Decisions, explanations, guards and reverse queries all start here.
 */
import type { Seating } from '../snapshot/access-index.ts'
import { alone, type Grants, type Holding, type Period } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { isReady } from './standing.ts'

const ALWAYS: Period = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

/** Visits every assignment of a person, in force or not; `seat` is absent for direct ones. */
export function eachHeld(
  { index }: Snapshot,
  person: number,
  visit: (assignment: number, seat: Seating | undefined) => void,
): void {
  const { direct, seats } = index.entry(person)
  for (const assignment of direct) visit(assignment, undefined)
  for (const seat of seats)
    for (const assignment of index.assignmentsOfGroup(seat.group)) visit(assignment, seat)
}

/** The person's grants now; kept for the next question. */
export function grantsOf(snapshot: Snapshot, person: number, now: number): Grants {
  const { index } = snapshot
  const kept = index.grants(person)
  if (kept !== undefined && isRight(kept, now)) return kept
  return index.keep(person, computeHolding(snapshot, person, now))
}

/** The grants at another instant, or of somebody who is no member (any more); displaces nothing that is kept. */
export function grantsAt(snapshot: Snapshot, person: number, at: number): Grants {
  const { index } = snapshot
  const kept = index.grants(person)
  if (kept === undefined) return index.keep(person, computeHolding(snapshot, person, at))
  return isRight(kept, at) ? kept : alone(computeHolding(snapshot, person, at))
}

function isRight(grants: Grants, at: number): boolean {
  return grants.validFrom <= at && at < grants.validUntil
}

/** Grants at a scope are the union of direct and group roles in force there (S0-8). */
function computeHolding(snapshot: Snapshot, person: number, now: number): Holding {
  const { assignments, index, sets } = snapshot
  const union = new Map<number, number>()
  let period = ALWAYS
  eachHeld(snapshot, person, (assignment) => {
    if (assignments.rareOf(assignment) !== undefined) {
      const [from, until] = periodAt(snapshot, assignment)
      for (const boundary of [from, until]) period = narrowed(period, boundary, now)
      if (now < from || until <= now) return
    }
    const scope = assignments.scopeOf(assignment)
    union.set(scope, sets.union(union.get(scope) ?? 0, index.setOf(assignments.roleOf(assignment))))
  })
  const member = snapshot.members.at(person)
  const ready = member !== undefined && isReady(snapshot, member)
  let everything = 0
  for (const set of union.values()) everything = sets.union(everything, set)
  return { ready, period, sets: union, everything }
}

/** The part of a period in which `now` lies, when it is cut at a boundary. */
function narrowed(period: Period, boundary: number, now: number): Period {
  const [from, until] = period
  if (boundary <= from || boundary >= until) return period
  return boundary <= now ? [boundary, until] : [from, boundary]
}

/**
 * The first scope, walking outward, at which the person has a grant decides; nothing falls through (S0-7).
 * @returns its number, or -1 when no scope on the chain has a grant
 */
export function decidingScope(snapshot: Snapshot, grants: Grants, scope: number): number {
  let at = scope
  while (at >= 0 && grants.at(at) === 0) at = snapshot.scopes.parentOf(at)
  return at
}

/** The permissions that the person effectively has at a scope, as a set. */
export function effectiveSet(snapshot: Snapshot, person: number, scope: number, now: number): number {
  const grants = grantsOf(snapshot, person, now)
  const deciding = decidingScope(snapshot, grants, scope)
  return deciding < 0 ? 0 : grants.at(deciding)
}
