/** Reading journals: in order for replicas and verification, newest first and filtered for people. */
import type { EventType } from '../core/catalogue/events.ts'
import type { Builder } from './builder.ts'
import { ChainReader, GENESIS, genesis, type JournalRecord, type Verdict } from './journal.ts'
import { recordOf } from './journal-rows.ts'
import type { Store } from './open.ts'
import type { Reads, Value } from './statement.ts'
import type { JournalRow } from './tables.ts'

const PAGE = 1000
const COLUMNS = [
  'organization',
  'sequence',
  'at',
  'actor_account',
  'actor_type',
  'actor_session',
  'actor_address',
  'on_behalf_of',
  'command',
  'reason',
  'type',
  'data',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof JournalRow)[]

export type JournalFilter = {
  /** Only records after this one. */
  readonly afterSequence?: number
  /** Only records before this one. */
  readonly beforeSequence?: number
  readonly types?: readonly EventType[]
  /** The account that acted. */
  readonly actor?: string
  readonly limit: number
}

/** Records from a sequence number on (inclusive), ascending, at most `limit`. */
export async function readJournal(
  store: Store,
  organization: string,
  fromSequence: number,
  limit: number,
): Promise<JournalRecord[]> {
  const query = pageFrom(store.build, organization, fromSequence, limit).selectAll()
  return (await store.rows(query)).map(recordOf)
}

/**
 * The last record that is not later than an instant.
 * @param at epoch milliseconds
 * @returns its sequence number; 0 where there is none
 */
export async function sequenceAt(store: Store, organization: string, at: number): Promise<number> {
  const query = store.build.from
    .selectFrom('journal')
    .select('sequence')
    .where('organization', '=', organization)
    .where('at', '<=', at)
    .orderBy('sequence', 'desc')
    .limit(1)
  return (await store.first(query))?.sequence ?? 0
}

/** Records that match, newest first, at most `limit`. */
export async function listJournal(
  store: Store,
  organization: string,
  { afterSequence, beforeSequence, types, actor, limit }: JournalFilter,
): Promise<JournalRecord[]> {
  let query = store.build.from.selectFrom('journal').selectAll().where('organization', '=', organization)
  if (afterSequence !== undefined) query = query.where('sequence', '>', afterSequence)
  if (beforeSequence !== undefined) query = query.where('sequence', '<', beforeSequence)
  if (types !== undefined) query = query.where('type', 'in', types)
  if (actor !== undefined) query = query.where('actor_account', '=', actor)
  return (await store.rows(query.orderBy('sequence', 'desc').limit(limit))).map(recordOf)
}

/**
 * Reads a journal from its first record and checks it against the head that the organization's row names, both as
 * they are at one moment.
 * @returns the first bad sequence number, if there is one
 */
export async function verifyJournal(store: Store, organization: string): Promise<Verdict> {
  return store.consistent(() => verification(store.build, organization))
}

function* verification(build: Builder, organization: string): Reads<Verdict> {
  const organizations = build.from.selectFrom('organizations').select(['sequence', 'head_hash'])
  const [end] = yield organizations.where('id', '=', organization).compile()
  const reader = new ChainReader(genesis(organization))
  for (let from = 0; ; ) {
    const rows = yield pageFrom(build, organization, from, PAGE).select(COLUMNS).compile()
    for (const row of rows) readRow(reader, row)
    if (rows.length < PAGE) break
    from = (rows.at(-1)![COLUMNS.indexOf('sequence')] as number) + 1
  }
  const [sequence, hash] = (end ?? [0, GENESIS]) as [number, string]
  return reader.verdict({ organization, sequence, hash })
}

function readRow(reader: ChainReader, values: Value[]): void {
  let record: JournalRecord
  try {
    record = recordOf(Object.fromEntries(COLUMNS.map((column, at) => [column, values[at]])) as JournalRow)
  } catch {
    reader.refuse('its data is not readable')
    return
  }
  reader.read(record)
}

function pageFrom({ from }: Builder, organization: string, fromSequence: number, limit: number) {
  return from
    .selectFrom('journal')
    .where('organization', '=', organization)
    .where('sequence', '>=', fromSequence)
    .orderBy('sequence')
    .limit(limit)
}
