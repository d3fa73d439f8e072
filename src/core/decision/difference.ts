/**
 * What a change does to people: for each person whom its events can touch, the scopes at which what they may do
 * differs, from each date boundary to the next. Judged on gate 5, for every member whatever their status, because it
 * says what the change can ever give or take.
 */
import type { Event } from '../catalogue/events.ts'
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { decidingScope, eachHeld, grantsAt } from './held.ts'
import { touchedPeople } from './touched-people.ts'

/** One person at one scope between two instants. */
export type Cell = {
  readonly person: number
  readonly scope: number
  /** Sets of permissions, of the pool of the snapshot after the change. */
  readonly gained: number
  readonly lost: number
  /** Epoch milliseconds; `now` and infinity are the ends. */
  readonly from: number
  readonly until: number
  /** A narrower grant now hides a broader one. */
  readonly narrows: boolean
  /** A narrower grant went away, and a broader one decides again. */
  readonly widens: boolean
}

/**
 * Only where the person had or has a grant of their own: every other scope inherits what its parent's cell says.
 */
export function difference(before: Snapshot, after: Snapshot, events: readonly Event[], now: number): Cell[] {
  const cells: Cell[] = []
  for (const person of touchedPeople(before, after, events)) {
    const instants = [now, ...laterBoundaries(before, after, person, now)]
    instants.forEach((from, at) => {
      const until = instants[at + 1] ?? Number.POSITIVE_INFINITY
      for (const cell of cellsAt(before, after, person, from)) cells.push({ ...cell, person, from, until })
    })
  }
  return cells
}

/** The instants after `now` at which an assignment of the person begins or ends, before or after the change. */
export function laterBoundaries(before: Snapshot, after: Snapshot, person: number, now: number): number[] {
  const boundaries = new Set<number>()
  for (const snapshot of [before, after]) {
    eachHeld(snapshot, person, (assignment) => {
      if (snapshot.assignments.rareOf(assignment) === undefined) return
      for (const at of periodAt(snapshot, assignment)) if (at > now && Number.isFinite(at)) boundaries.add(at)
    })
  }
  return [...boundaries].toSorted((a, b) => a - b)
}

function* cellsAt(
  before: Snapshot,
  after: Snapshot,
  person: number,
  at: number,
): IterableIterator<Omit<Cell, 'person' | 'from' | 'until'>> {
  const old = grantsAt(before, person, at)
  const young = grantsAt(after, person, at)
  for (const scope of new Set([...old.scopes(), ...young.scopes()])) {
    if (!before.scopes.exists(scope)) continue
    const [was, had] = decidedAt(before, old, scope)
    const [is, has] = after.scopes.exists(scope) ? decidedAt(after, young, scope) : NOTHING
    const gained = after.sets.difference(has, had)
    const lost = after.sets.difference(had, has)
    if (gained === 0 && lost === 0) continue
    // A first grant takes nothing and a last one gives nothing, so neither is silent.
    const narrows = before.scopes.depth(was) < before.scopes.depth(is) && lost !== 0
    const widens = before.scopes.depth(was) > before.scopes.depth(is) && gained !== 0
    yield { scope, gained, lost, narrows, widens }
  }
}

const NOTHING: readonly [deciding: number, set: number] = [-1, 0]

function decidedAt(
  snapshot: Snapshot,
  grants: Grants,
  scope: number,
): readonly [deciding: number, set: number] {
  const deciding = decidingScope(snapshot, grants, scope)
  return deciding < 0 ? NOTHING : [deciding, grants.at(deciding)]
}

/** The cell's scope and every scope below it that inherits what the cell says: none nearer has a grant of its own. */
export function* inheriting(before: Snapshot, after: Snapshot, cell: Cell): IterableIterator<number> {
  const sides = [grantsAt(before, cell.person, cell.from), grantsAt(after, cell.person, cell.from)]
  const inherits = (scope: number): boolean => {
    for (let at = scope; at !== cell.scope; at = before.scopes.parentOf(at)) {
      if (sides.some((grants) => grants.at(at) !== 0)) return false
    }
    return true
  }
  for (const scope of before.scopes.below(cell.scope)) {
    if (after.scopes.exists(scope) && inherits(scope)) yield scope
  }
}
