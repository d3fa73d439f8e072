/** Reading journals: in order for replicas, filtered for people. */
import type { EventType } from '../core/catalogue/events.ts'
import type { Builder } from './builder.ts'
import type { JournalRecord } from './journal.ts'
import type { JournalCut } from './journal-cut.ts'
import { lastCut } from './journal-cuts.ts'
import { recordOf } from './journal-rows.ts'
import type { Store } from './open.ts'

export type JournalFilter = {
  /** Only records after this one. */
  readonly afterSequence?: number
  /** Only records before this one. */
  readonly beforeSequence?: number
  readonly types?: readonly EventType[]
  /** The account that acted. */
  readonly actor?: string
  /** Only records whose data names one of these ids or names. */
  readonly naming?: readonly string[]
  /** Epoch milliseconds, inclusive. */
  readonly since?: number
  /** Epoch milliseconds, exclusive. */
  readonly until?: number
  /** Newest first where it is not said. */
  readonly order?: 'ascending' | 'descending'
  readonly limit: number
}

/** What is asked for is no longer there: it was cut away, or somebody removed it. */
export class JournalGap extends Error {
  readonly organization: string
  /** Where the journal begins now; `undefined` where nothing says that its beginning was removed. */
  readonly cut: JournalCut | undefined

  constructor(organization: string, sequence: number, cut: JournalCut | undefined) {
    super(`the journal of \`${organization}\` no longer has record ${sequence}`)
    this.name = 'JournalGap'
    this.organization = organization
    this.cut = cut
  }
}

/**
 * Records from a sequence number on (inclusive), ascending, at most `limit`.
 * @throws JournalGap where later records are there and the first one asked for is not
 */
export async function readJournal(
  store: Store,
  organization: string,
  fromSequence: number,
  limit: number,
): Promise<JournalRecord[]> {
  const query = pageFrom(store.build, organization, fromSequence, limit).selectAll()
  const records = (await store.rows(query)).map(recordOf)
  const wanted = Math.max(fromSequence, 1)
  if (records.length > 0 && records[0]!.sequence !== wanted)
    throw new JournalGap(organization, wanted, await lastCut(store, organization))
  return records
}

/**
 * One record.
 * @returns `undefined` where the journal has not come that far
 * @throws JournalGap
 */
export async function recordAt(
  store: Store,
  organization: string,
  sequence: number,
): Promise<JournalRecord | undefined> {
  return (await readJournal(store, organization, sequence, 1))[0]
}

/**
 * The last record that is not later than an instant.
 * @param at epoch milliseconds
 * @returns its sequence number, be it the last that was cut away; 0 where there was none
 * @throws JournalGap where it was cut away with others behind it
 */
export async function sequenceAt(store: Store, organization: string, at: number): Promise<number> {
  const query = store.build.from
    .selectFrom('journal')
    .select('sequence')
    .where('organization', '=', organization)
    .where('at', '<=', at)
    .orderBy('sequence', 'desc')
    .limit(1)
  const found = (await store.first(query))?.sequence
  if (found !== undefined) return found
  const cut = await lastCut(store, organization)
  if (cut === undefined) return 0
  if (cut.knownFrom <= at) return cut.through
  throw new JournalGap(organization, 1, cut)
}

/** Records that match, at most `limit`. */
export async function listJournal(
  store: Store,
  organization: string,
  filter: JournalFilter,
): Promise<JournalRecord[]> {
  const { afterSequence, beforeSequence, types, actor, naming, since, until, order, limit } = filter
  let query = store.build.from.selectFrom('journal').selectAll().where('organization', '=', organization)
  if (afterSequence !== undefined) query = query.where('sequence', '>', afterSequence)
  if (beforeSequence !== undefined) query = query.where('sequence', '<', beforeSequence)
  if (types !== undefined) query = query.where('type', 'in', types)
  if (actor !== undefined) query = query.where('actor_account', '=', actor)
  if (since !== undefined) query = query.where('at', '>=', since)
  if (until !== undefined) query = query.where('at', '<', until)
  // Canonical JSON spells a text in one way; whether it is the right field, the reader looks at again.
  if (naming !== undefined)
    query = query.where((eb) => eb.or(naming.map((name) => eb('data', 'like', `%${likeText(name)}%`))))
  const direction = order === 'ascending' ? 'asc' : 'desc'
  return (await store.rows(query.orderBy('sequence', direction).limit(limit))).map(recordOf)
}

/** `_` and `%` mean something to LIKE: any one character stands for them, which finds more, never less. */
export function likeText(name: string): string {
  return JSON.stringify(name).replaceAll(/[%_\\]/g, '_')
}

function pageFrom({ from }: Builder, organization: string, fromSequence: number, limit: number) {
  return from
    .selectFrom('journal')
    .where('organization', '=', organization)
    .where('sequence', '>=', fromSequence)
    .orderBy('sequence')
    .limit(limit)
}
