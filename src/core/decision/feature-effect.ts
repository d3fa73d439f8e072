/**
 * Who can do more or less because a feature is switched. Roles stay as they are, so nobody is given a permission and none
 * is taken away; what those in force allow is decided anew, for each person at each place where something is given to them.
 */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decide } from './decide.ts'
import { grantsOf } from './held.ts'
import type { Impact, ImpactEntry } from './impact.ts'

export type Effect = Omit<Impact, 'digest'>

const SHOWN = 1000

/**
 * An entry holds for what lies in its scope too, as far as nothing narrower is given there.
 * @param keys permissions that the feature gates
 * @param now epoch milliseconds
 * @returns the first 1,000 entries, sorted by person and scope
 */
export function featureEffect(
  before: Snapshot,
  after: Snapshot,
  keys: readonly string[],
  now: number,
): Effect {
  const entries: ImpactEntry[] = []
  for (const { id } of before.members.values()) {
    for (const scope of givenAt(before, id, now)) {
      const can = (snapshot: Snapshot, key: string): boolean => decide(snapshot, id, key, scope, now).allowed
      const gained = keys.filter((key) => can(after, key) && !can(before, key)).toSorted()
      const lost = keys.filter((key) => can(before, key) && !can(after, key)).toSorted()
      if (gained.length + lost.length > 0) entries.push({ principal: id, scope, gained, lost })
    }
  }
  entries.sort((a, b) => compare(a.principal, b.principal) || compare(a.scope, b.scope))
  return {
    totals: {
      people: new Set(entries.map(({ principal }) => principal)).size,
      entries: entries.length,
      gained: entries.reduce((sum, { gained }) => sum + gained.length, 0),
      lost: entries.reduce((sum, { lost }) => sum + lost.length, 0),
    },
    entries: entries.slice(0, SHOWN),
  }
}

/** Ids of the scopes at which something is given to somebody, directly or through a group, and in force. */
function givenAt(snapshot: Snapshot, principal: string, now: number): string[] {
  const grants = grantsOf(snapshot, snapshot.members.numberOf(principal)!, now)
  return Array.from(grants.scopes(), (scope) => snapshot.scopes.at(scope).id)
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
