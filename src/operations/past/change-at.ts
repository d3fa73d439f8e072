/** The change that a record of the journal belongs to, whole. */
import { type JournalRecord, listJournal, readJournal, recordAt, type Store } from '../../store/store.ts'
import { type Change, changeOf, isSameChange } from './changes.ts'

const PAGE = 500

/** @returns `undefined` where there is no such record yet @throws JournalGap where it is no longer there */
export async function changeAt(
  store: Store,
  organization: string,
  sequence: number,
): Promise<Change | undefined> {
  const record = await recordAt(store, organization, sequence)
  if (record === undefined) return undefined
  const earlier = await same(record, async (edge) =>
    listJournal(store, organization, { beforeSequence: edge.sequence, limit: PAGE }),
  )
  const later = await same(record, async (edge) => readJournal(store, organization, edge.sequence + 1, PAGE))
  return changeOf([...earlier.toReversed(), record, ...later])
}

/** Goes on from a record as long as what follows belongs to the same change. */
async function same(
  record: JournalRecord,
  next: (edge: JournalRecord) => Promise<JournalRecord[]>,
): Promise<JournalRecord[]> {
  const found: JournalRecord[] = []
  for (;;) {
    const page = await next(found.at(-1) ?? record)
    const other = page.findIndex((one) => !isSameChange(record, one))
    found.push(...(other < 0 ? page : page.slice(0, other)))
    if (other >= 0 || page.length < PAGE) return found
  }
}
