/**
 * What a certificate lists of a person's assignments. The rows are computed once per person and revision and kept
 * with their grants, so that a certificate costs little more than the decision.
 */
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { ChainLink, Held } from './certificate.ts'
import { eachHeld } from './held.ts'

/** An assignment as evidence, with the numbers that filter it. */
export type HeldRow = { readonly held: Held; readonly scope: number; readonly set: number }

const ROWS = new WeakMap<Grants, readonly HeldRow[]>()

/** Every assignment that reaches the person, sorted by assignment id, then group. */
export function heldRows(
  snapshot: Snapshot,
  person: number,
  grants: Grants,
  now: number,
): readonly HeldRow[] {
  let rows = ROWS.get(grants)
  if (rows === undefined) {
    rows = computeRows(snapshot, person, now)
    ROWS.set(grants, rows)
  }
  return rows
}

function computeRows(snapshot: Snapshot, person: number, now: number): HeldRow[] {
  const { assignments, roles, scopes, groups, index } = snapshot
  const rows: HeldRow[] = []
  eachHeld(snapshot, person, (number, seat) => {
    const [from, until] = periodAt(snapshot, number)
    const role = assignments.roleOf(number)
    const scope = assignments.scopeOf(number)
    const held: Held = {
      assignment: assignments.idOf(number),
      role: roles.at(role)!.id,
      scope: scopes.at(scope).id,
      ...(seat && { via: { group: groups.at(seat.group)!.id, source: seat.source } }),
      state: until <= now ? 'expired' : now < from ? 'not_begun' : 'in_force',
    }
    rows.push({ held, scope, set: index.setOf(role) })
  })
  return rows.sort((a, b) => compare(a.held.assignment, b.held.assignment) || compare(groupOf(a), groupOf(b)))
}

function groupOf({ held }: HeldRow): string {
  return held.via?.group ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The chain, nearest first; `deciding` is -1 when no scope on it has a grant. */
export function chainLinks(
  snapshot: Snapshot,
  grants: Grants,
  held: readonly HeldRow[],
  place: number,
  deciding: number,
): ChainLink[] {
  const { scopes } = snapshot
  return scopes.chain(place).map((scope) => {
    const { id, type, path } = scopes.at(scope)
    return {
      scope: id,
      type,
      path,
      assignments: held.filter((row) => row.scope === scope).map((row) => row.held),
      permissions: sortedKeys(snapshot, grants.at(scope)),
      decided: scope === deciding,
    }
  })
}

/** In force, outward of the deciding scope, holding the key; nearest scope first. */
export function heldOutward(
  snapshot: Snapshot,
  held: readonly HeldRow[],
  deciding: number,
  bit: number,
): Held[] {
  if (deciding < 0) return []
  const outward = snapshot.scopes.chain(deciding).slice(1)
  return outward.flatMap((scope) => holding(snapshot, held, bit, (row) => row.scope === scope))
}

/** In force, off the chain, holding the key. */
export function heldOff(
  snapshot: Snapshot,
  held: readonly HeldRow[],
  chain: readonly number[],
  bit: number,
): Held[] {
  return holding(snapshot, held, bit, (row) => !chain.includes(row.scope))
}

function holding(
  { sets }: Snapshot,
  held: readonly HeldRow[],
  bit: number,
  where: (row: HeldRow) => boolean,
): Held[] {
  const fits = (row: HeldRow): boolean =>
    row.held.state === 'in_force' && where(row) && sets.has(row.set, bit)
  return held.filter(fits).map((row) => row.held)
}

/** The keys of a set, sorted; each set's are made once. */
function sortedKeys({ sets, vocabulary }: Snapshot, set: number): readonly string[] {
  return sets.keysOnce(set, () => vocabulary.keysOf(sets.bits(set)).toSorted())
}
