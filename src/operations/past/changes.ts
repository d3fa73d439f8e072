/** The changes of an organization, out of the records of its journal: what one command wrote took effect together. */
import type { PastChange } from '../../core/index.ts'
import { type Deed, type JournalRecord, readJournal, type Store } from '../../store/store.ts'

/** `revision` is the sequence of its last record. */
export type Change = PastChange & Deed & { readonly first: number }

const PAGE = 1000

/**
 * Each record names the first record of its change.
 * @throws JournalGap where a record of them is no longer there
 * @param after sequence of the last record before the first change
 * @param until sequence of the last record that counts
 */
export async function* changesAfter(
  store: Store,
  organization: string,
  after: number,
  until: number,
): AsyncGenerator<Change> {
  let open: JournalRecord[] = []
  for (let next = after + 1; next <= until; ) {
    const records = await readJournal(store, organization, next, Math.min(PAGE, until - next + 1))
    if (records.length === 0) break
    for (const record of records) {
      if (open.length > 0 && !isSameChange(open[0]!, record)) {
        yield changeOf(open)
        open = []
      }
      open.push(record)
    }
    next += records.length
  }
  if (open.length > 0) yield changeOf(open)
}

/** Records from before the journal kept this are of one change where they follow each other and say the same. */
export function isSameChange(a: JournalRecord, b: JournalRecord): boolean {
  if (a.change !== undefined || b.change !== undefined) return a.change === b.change
  const said = ({ at, actor, command, reason }: Deed): string =>
    JSON.stringify([at, actor.account, actor.type, actor.session, command, reason])
  return said(a) === said(b)
}

export function changeOf(records: readonly JournalRecord[]): Change {
  const { sequence: first, at, actor, command, reason } = records[0]!
  return {
    first,
    revision: records.at(-1)!.sequence,
    at,
    actor,
    command,
    ...(reason !== undefined && { reason }),
    events: records.map(({ event }) => event),
  }
}
