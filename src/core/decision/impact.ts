/**
 * Who gains and who loses, in the form in which it is shown, signed with a digest and accepted. An entry stands at a
 * scope and is inherited by every scope below it that has no grant of its own.
 */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Cell } from './difference.ts'

export type ImpactEntry = {
  readonly principal: string
  /** Id of the scope. */
  readonly scope: string
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  /** Epoch milliseconds; absent: from now. */
  readonly from?: number
  /** Epoch milliseconds; absent: for good. */
  readonly until?: number
}

export type Impact = {
  /** SHA-256 of the whole sorted list; the same difference has the same digest at any revision. */
  readonly digest: string
  /** `gained` and `lost` count keys over all entries. */
  readonly totals: {
    readonly people: number
    readonly entries: number
    readonly gained: number
    readonly lost: number
  }
  /** Sorted by principal, scope, time; the first 1,000. */
  readonly entries: readonly ImpactEntry[]
}

const SHOWN = 1000

/** @param sha256 hexadecimal SHA-256 of UTF-8 text */
export function impactOf(
  before: Snapshot,
  after: Snapshot,
  cells: readonly Cell[],
  now: number,
  sha256: (text: string) => string,
): Impact {
  const entries = joined(cells)
    .map((cell) => entryOf(before, after, cell, now))
    .toSorted(byPrincipalScopeTime)
  const count = (key: 'gained' | 'lost'): number => entries.reduce((sum, entry) => sum + entry[key].length, 0)
  return {
    digest: sha256(JSON.stringify(entries)),
    totals: {
      people: new Set(entries.map((entry) => entry.principal)).size,
      entries: entries.length,
      gained: count('gained'),
      lost: count('lost'),
    },
    entries: entries.slice(0, SHOWN),
  }
}

/** Cells that follow each other in time and say the same are one. */
function joined(cells: readonly Cell[]): Cell[] {
  const last = new Map<string, number>()
  const result: Cell[] = []
  for (const cell of cells) {
    const place = `${cell.person} ${cell.scope}`
    const at = last.get(place) ?? -1
    const twin = result[at]
    if (twin?.until === cell.from && twin.gained === cell.gained && twin.lost === cell.lost) {
      result[at] = { ...twin, until: cell.until }
    } else last.set(place, result.push(cell) - 1)
  }
  return result
}

function entryOf(before: Snapshot, after: Snapshot, cell: Cell, now: number): ImpactEntry {
  const { person, scope, from, until } = cell
  const keys = (set: number): string[] => after.vocabulary.keysOf(after.sets.bits(set)).toSorted()
  return {
    principal: (after.members.at(person) ?? before.members.at(person))!.id,
    scope: before.scopes.at(scope).id,
    gained: keys(cell.gained),
    lost: keys(cell.lost),
    ...(from > now && { from }),
    ...(Number.isFinite(until) && { until }),
  }
}

function byPrincipalScopeTime(a: ImpactEntry, b: ImpactEntry): number {
  if (a.principal !== b.principal) return a.principal < b.principal ? -1 : 1
  if (a.scope !== b.scope) return a.scope < b.scope ? -1 : 1
  return (a.from ?? 0) - (b.from ?? 0)
}
