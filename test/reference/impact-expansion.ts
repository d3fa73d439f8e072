/**
 * Impact entries and the full matrix, each from the other (reading 16): an entry stands at a scope where the person
 * had or has a grant of their own, or at the organization, and holds for every scope below that has none.
 */
import type { OrganizationState } from '../../src/core/model/state.ts'
import { chainOf } from './reference-facts.ts'
import {
  type Cell,
  comparedScopes,
  fullDifference,
  type ImpactEntry,
  type Interval,
  intervals,
  ownsGrant,
  people,
} from './reference-impact.ts'

export type Change = { before: OrganizationState; after: OrganizationState; now: number }

/** The scope whose entry speaks for `scope` in an interval: the nearest with a grant of its own on either side. */
function anchorOf({ before, after }: Change, principal: string, scope: string, at: number): string {
  const chain = chainOf(before, scope).map((place) => place.id)
  const own = chain.find((id) => ownsGrant(before, principal, id, at) || ownsGrant(after, principal, id, at))
  return own ?? before.organization.id
}

/**
 * The matrix that a list of entries stands for, to be compared with `fullDifference`. A scope that the change
 * deletes inherits only from scopes that it deletes too.
 */
export function expandImpact(change: Change, entries: readonly ImpactEntry[]): Cell[] {
  const { before, after, now } = change
  const exists = (scope: string): boolean => chainOf(after, scope).length > 0
  return people(before, after).flatMap((principal) =>
    comparedScopes(before).flatMap((scope) =>
      intervals(before, after, now).flatMap((interval): Cell[] => {
        const anchor = anchorOf(change, principal, scope, interval.from)
        if (!exists(scope) && exists(anchor)) return []
        const entry = entries.find(
          (e) => e.principal === principal && e.scope === anchor && covers(e, interval, now),
        )
        if (entry === undefined) return []
        return [
          { ...interval, principal, scope, gained: entry.gained.toSorted(), lost: entry.lost.toSorted() },
        ]
      }),
    ),
  )
}

function period(entry: ImpactEntry, now: number): Interval {
  return { from: entry.from ?? now, until: entry.until ?? Number.POSITIVE_INFINITY }
}

function covers(entry: ImpactEntry, interval: Interval, now: number): boolean {
  const { from, until } = period(entry, now)
  return from <= interval.from && interval.until <= until
}

/** The one canonical list: the cells that stand at their own anchor, adjacent equal ones joined. */
export function referenceImpact(change: Change): ImpactEntry[] {
  const cells = fullDifference(change.before, change.after, change.now).filter(
    (cell) => anchorOf(change, cell.principal, cell.scope, cell.from) === cell.scope,
  )
  return joinAdjacent(cells).map((cell) => asEntry(cell, change.now))
}

function asEntry({ from, until, ...entry }: Cell, now: number): ImpactEntry {
  return { ...entry, ...(from > now && { from }), ...(until < Number.POSITIVE_INFINITY && { until }) }
}

function joinAdjacent(cells: readonly Cell[]): Cell[] {
  const joined: Cell[] = []
  for (const cell of cells) {
    const last = joined.at(-1)
    if (last !== undefined && last.until === cell.from && sameDifference(last, cell)) {
      joined[joined.length - 1] = { ...last, until: cell.until }
    } else joined.push(cell)
  }
  return joined
}

function sameDifference(a: Cell, b: Cell): boolean {
  const text = (c: Cell): string => JSON.stringify([c.principal, c.scope, c.gained, c.lost])
  return text(a) === text(b)
}

/** What is wrong with the form of a list, whatever it says: empty, overlapping, unjoined, off the date boundaries. */
export function impactFaults(change: Change, entries: readonly ImpactEntry[]): string[] {
  const { before, after, now } = change
  const edges = new Set(intervals(before, after, now).flatMap((i) => [i.from, i.until]))
  const single = entries.flatMap((entry) => {
    const { from, until } = period(entry, now)
    const name = `${entry.principal} @ ${entry.scope} [${from}, ${until})`
    const faults: [boolean, string][] = [
      [entry.gained.length + entry.lost.length === 0, 'says nothing'],
      [entry.gained.some((key) => entry.lost.includes(key)), 'gains what it loses'],
      [!edges.has(from) || !edges.has(until), 'is off the date boundaries'],
      [from >= until, 'is empty'],
      [entry.from !== undefined && entry.from <= now, 'states now as a beginning'],
      [!comparedScopes(before).includes(entry.scope), 'stands at a scope that did not exist'],
    ]
    return faults.filter(([wrong]) => wrong).map(([, fault]) => `${name} ${fault}`)
  })
  return [...single, ...pairFaults(entries, now)]
}

function pairFaults(entries: readonly ImpactEntry[], now: number): string[] {
  return entries.flatMap((a, i) =>
    entries.slice(i + 1).flatMap((b) => {
      if (a.principal !== b.principal || a.scope !== b.scope) return []
      const [x, y] = [period(a, now), period(b, now)]
      const name = `${a.principal} @ ${a.scope}`
      if (x.from < y.until && y.from < x.until) return [`${name}: two entries for one time`]
      const touching = x.until === y.from || y.until === x.from
      const same = sameDifference({ ...x, ...copy(a) }, { ...y, ...copy(b) })
      return touching && same ? [`${name}: two entries that should be one`] : []
    }),
  )
}

function copy(e: ImpactEntry): Omit<Cell, 'from' | 'until'> {
  return { principal: e.principal, scope: e.scope, gained: e.gained.toSorted(), lost: e.lost.toSorted() }
}
