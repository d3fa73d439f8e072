/** Where a missing permission can be given: from the place that is asked about outward, up to the scope that decides. */
import { decidingScope, eachHeld, grantsOf } from '../decision/held.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { RemedyQuestion } from './question.ts'

/** Numbers, all of them. */
export type Where = {
  readonly person: number
  readonly bit: number
  /** The scope that decides; -1 where none has a grant. */
  readonly deciding: number
  /** The place, and every scope outward up to the one that decides; all of them where none does. */
  readonly span: readonly number[]
  /** What the scope that decides gives, as a set. */
  readonly has: number
}

export function whereFor({ snapshot, principal, now }: RemedyQuestion, bit: number, place: number): Where {
  const person = snapshot.members.numberOf(principal)!
  const grants = grantsOf(snapshot, person, now)
  const deciding = decidingScope(snapshot, grants, place)
  const chain = snapshot.scopes.chain(place)
  const span = deciding < 0 ? chain : chain.slice(0, chain.indexOf(deciding) + 1)
  return { person, bit, deciding, span, has: deciding < 0 ? 0 : grants.at(deciding) }
}

export type State = 'in_force' | 'not_begun' | 'expired'

/** An assignment of theirs, by number; `group` is absent for a direct one. */
export type Held = { readonly assignment: number; readonly state: State; readonly group?: number }

/** What they hold at the scopes of the span, directly and through groups. */
export function heldThere(snapshot: Snapshot, { person, span }: Where, now: number): Held[] {
  const held: Held[] = []
  const there = new Set(span)
  eachHeld(snapshot, person, (assignment, seat) => {
    if (!there.has(snapshot.assignments.scopeOf(assignment))) return
    const state = stateOf(snapshot, assignment, now)
    held.push({ assignment, state, ...(seat !== undefined && { group: seat.group }) })
  })
  return held
}

export function stateOf(snapshot: Snapshot, assignment: number, now: number): State {
  const [from, until] = periodAt(snapshot, assignment)
  if (now < from) return 'not_begun'
  return now < until ? 'in_force' : 'expired'
}

/** Whether the role of an assignment has the permission. */
export function gives({ assignments, index, sets }: Snapshot, assignment: number, bit: number): boolean {
  return sets.has(index.setOf(assignments.roleOf(assignment)), bit)
}
