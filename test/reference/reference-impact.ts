/**
 * What a change does to anyone, by brute force: two states are compared at gate 5 for every person, at every scope,
 * in every interval between two instants at which some assignment begins or ends (readings 15 and 16).
 */
import type { OrganizationState } from '../../src/core/model/state.ts'
import { chainOf, type Deciding, deciding, memberOf, places } from './reference-facts.ts'

/** `until` is `Infinity` where the interval has no end. */
export type Interval = { from: number; until: number }
export type Cell = Interval & { principal: string; scope: string; gained: string[]; lost: string[] }
/** `from` is left out where it is now, `until` where it is for ever. */
export type ImpactEntry = {
  principal: string
  scope: string
  gained: readonly string[]
  lost: readonly string[]
  from?: number
  until?: number
}

/** Now, and every later instant at which an assignment of either state begins or ends. */
export function instants(before: OrganizationState, after: OrganizationState, now: number): number[] {
  const all = [...before.assignments, ...after.assignments].flatMap((a) => [
    a.notBefore ?? now,
    a.expiresAt ?? now,
  ])
  return [...new Set([now, ...all.filter((t) => t > now)])].toSorted((a, b) => a - b)
}

export function intervals(before: OrganizationState, after: OrganizationState, now: number): Interval[] {
  const starts = instants(before, after, now)
  return starts.map((from, i) => ({ from, until: starts[i + 1] ?? Number.POSITIVE_INFINITY }))
}

export function people(before: OrganizationState, after: OrganizationState): string[] {
  return [...new Set([...before.members, ...after.members].map((m) => m.id))].toSorted()
}

/** Scopes that exist before: those that the change creates have no entry. */
export function comparedScopes(before: OrganizationState): string[] {
  return places(before)
    .map((place) => place.id)
    .toSorted()
}

export function without(keys: readonly string[], taken: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !taken.includes(key)).toSorted()
}

/** The complete difference; cells without one are left out. Ordered by principal, scope, from. */
export function fullDifference(before: OrganizationState, after: OrganizationState, now: number): Cell[] {
  return people(before, after).flatMap((principal) =>
    comparedScopes(before).flatMap((scope) =>
      intervals(before, after, now)
        .map((interval) => cellAt(before, after, principal, scope, interval))
        .filter((cell) => cell.gained.length + cell.lost.length > 0),
    ),
  )
}

/** Effective keys are constant within an interval, so its first instant speaks for all of it. */
function cellAt(
  before: OrganizationState,
  after: OrganizationState,
  principal: string,
  scope: string,
  interval: Interval,
): Cell {
  const cell = { ...interval, principal, scope }
  const old = deciding(before, principal, scope, interval.from)
  const survives = chainOf(after, scope).length > 0
  if (!survives) return { ...cell, gained: [], lost: endsWithScope(after, old) ? without(old.keys, []) : [] }
  const fresh = deciding(after, principal, scope, interval.from)
  return { ...cell, gained: without(fresh.keys, old.keys), lost: without(old.keys, fresh.keys) }
}

/** A deleted scope takes only grants of deleted scopes along; what a surviving scope gave is still given there. */
function endsWithScope(after: OrganizationState, old: Deciding): boolean {
  return old.place !== undefined && chainOf(after, old.place.id).length === 0
}

export type Silent = { narrowing: Cell[]; widening: Cell[] }

/**
 * The part of the difference that nobody asked for (G3): keys lost where the deciding scope moved inward, keys
 * gained where it moved outward. First and last grants of a chain, and scopes that end, are not silent.
 */
export function silentDifferences(before: OrganizationState, after: OrganizationState, now: number): Silent {
  const cells = fullDifference(before, after, now)
  const moved = (way: 'inward' | 'outward'): Cell[] => cells.filter((c) => movement(before, after, c) === way)
  return {
    narrowing: moved('inward')
      .map((cell) => only(cell, 'lost'))
      .filter((cell) => cell.lost.length > 0),
    widening: moved('outward')
      .map((cell) => only(cell, 'gained'))
      .filter((cell) => cell.gained.length > 0),
  }
}

function only(cell: Cell, side: 'gained' | 'lost'): Cell {
  return side === 'lost' ? { ...cell, gained: [] } : { ...cell, lost: [] }
}

function movement(
  before: OrganizationState,
  after: OrganizationState,
  cell: Cell,
): 'inward' | 'outward' | 'none' {
  const chain = chainOf(after, cell.scope).map((place) => place.id)
  const depth = (state: OrganizationState): number =>
    chain.indexOf(deciding(state, cell.principal, cell.scope, cell.from).place?.id ?? '')
  const [was, is] = [depth(before), depth(after)]
  if (was === -1 || is === -1 || was === is) return 'none'
  return is < was ? 'inward' : 'outward'
}

/** Whether the person has a union of their own exactly at the scope, in one state at one instant. */
export function ownsGrant(state: OrganizationState, principal: string, scope: string, now: number): boolean {
  if (memberOf(state, principal) === undefined) return false
  return deciding(state, principal, scope, now).place?.id === scope
}
