/** Pages of a journal in its order, as arrays of values: for reads that go through all of it. */
import type { Builder } from './builder.ts'
import type { JournalRecord } from './journal.ts'
import { recordOf } from './journal-rows.ts'
import { rowIn, type Statement, type Value } from './statement.ts'
import type { JournalRow } from './tables.ts'

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
  'change',
] as const satisfies readonly (keyof JournalRow)[]

/** @param fromSequence inclusive */
export function recordPage(
  { from }: Builder,
  organization: string,
  fromSequence: number,
  limit: number,
): Statement {
  return from
    .selectFrom('journal')
    .select(COLUMNS)
    .where('organization', '=', organization)
    .where('sequence', '>=', fromSequence)
    .orderBy('sequence')
    .limit(limit)
    .compile()
}

/** @returns `undefined` where its data is no JSON: somebody changed it */
export function readable(values: readonly Value[]): JournalRecord | undefined {
  try {
    return recordOf(rowIn(COLUMNS, values) as JournalRow)
  } catch {
    return undefined
  }
}

export function sequenceIn(values: readonly Value[]): number {
  return values[COLUMNS.indexOf('sequence')] as number
}

export function hashIn(values: readonly Value[]): string {
  return values[COLUMNS.indexOf('hash')] as string
}
