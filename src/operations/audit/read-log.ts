/**
 * Goes through both logs as one, in the order of time, a page at a time: nothing is held that has not been asked for,
 * and between pages others get their turn.
 */
import { setImmediate } from 'node:timers/promises'
import { type JournalFilter, lastCut, listActivity, listJournal, type Store } from '../../store/store.ts'
import { type Entry, isBefore } from './entry.ts'
import type { AuditFilter } from './filter.ts'

export type Order = 'ascending' | 'descending'

/** Where a reader is in both logs: what lies behind was read. */
export type Position = {
  readonly sequence?: number
  readonly activity?: { readonly at: number; readonly id: string }
}

export type Reading = {
  /** Id. */
  readonly organization: string
  readonly filter: AuditFilter
  readonly order: Order
  /** The last record of the journal that counts. */
  readonly through: number
  readonly from?: Position
  /** Records read at a time. */
  readonly page: number
}

/** Records that one query goes through at most, so that a filter that finds little holds up nobody. */
const WINDOW = 5000
/** With more names the store would look longer than we do. */
const MOST_NAMES = 20

export async function* readLog(store: Store, reading: Reading): AsyncGenerator<Entry> {
  const { order } = reading
  const journal = journalEntries(store, reading)
  const activity = activityEntries(store, reading)
  let [a, b] = [await journal.next(), await activity.next()]
  while (a.done !== true || b.done !== true) {
    const first = b.done === true || (a.done !== true && comesFirst(a.value, b.value, order))
    if (first) {
      yield a.value as Entry
      a = await journal.next()
    } else {
      yield b.value as Entry
      b = await activity.next()
    }
  }
}

function comesFirst(a: Entry, b: Entry, order: Order): boolean {
  return order === 'ascending' ? !isBefore(b, a) : isBefore(b, a)
}

async function* journalEntries(store: Store, reading: Reading): AsyncGenerator<Entry, undefined> {
  const { organization, filter, order, through, from, page } = reading
  if (!filter.journal) return undefined
  const ascending = order === 'ascending'
  const asked = { ...lookedFor(filter), order, limit: page }
  // Exclusive at both ends.
  const begin = (await lastCut(store, organization))?.through ?? 0
  let after = ascending ? Math.max(from?.sequence ?? 0, begin) : begin
  let before = ascending ? through + 1 : (from?.sequence ?? through + 1)
  while (before - after > 1) {
    const edge = ascending ? Math.min(before, after + WINDOW + 1) : Math.max(after, before - WINDOW - 1)
    const window = ascending
      ? { afterSequence: after, beforeSequence: edge }
      : { afterSequence: edge, beforeSequence: before }
    const records = await listJournal(store, organization, { ...asked, ...window })
    for (const record of records) {
      const entry: Entry = { log: 'journal', record }
      if (filter.matches(entry)) yield entry
    }
    const last = records.length < page ? undefined : records.at(-1)?.sequence
    if (ascending) after = last ?? edge - 1
    else before = last ?? edge + 1
    await setImmediate()
  }
  return undefined
}

function lookedFor({ actor, since, until, naming }: AuditFilter): Partial<JournalFilter> {
  const [names] = naming
  return {
    ...(actor !== undefined && { actor }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(names !== undefined && names.length <= MOST_NAMES && { naming: names }),
  }
}

async function* activityEntries(store: Store, reading: Reading): AsyncGenerator<Entry, undefined> {
  const { organization, filter, order, from, page } = reading
  if (!filter.activity) return undefined
  const { actor, since, until } = filter
  const asked = {
    ...(actor !== undefined && { actor }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    order,
    limit: page,
  }
  for (let place = from?.activity; ; ) {
    const edge = place === undefined ? {} : order === 'ascending' ? { after: place } : { before: place }
    const records = await listActivity(store, organization, { ...asked, ...edge })
    for (const record of records) {
      const entry: Entry = { log: 'activity', record }
      if (filter.matches(entry)) yield entry
    }
    const last = records.at(-1)
    if (last === undefined || records.length < page) return undefined
    place = { at: last.at, id: last.id }
    await setImmediate()
  }
}
