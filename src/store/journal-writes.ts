/**
 * Heads and journals in a transaction: locked, appended to, moved on. On PostgreSQL any number of records is one
 * statement, so that a server prepares it once and a group of changes costs one of each.
 */
import type { Builder } from './builder.ts'
import type { Head, JournalRecord } from './journal.ts'
import { rowOf } from './journal-rows.ts'
import { DRIFT } from './projection/projection.ts'
import { bind, one, type Statement, type Steps, type Write } from './statement.ts'
import type { JournalRow } from './tables.ts'

export type Move = { readonly from: Head; readonly to: JournalRecord }

/** Records in one statement; a text of many megabytes would be held several times over. */
const AT_ONCE = 500

const COLUMNS = {
  organization: 'text',
  sequence: 'bigint',
  at: 'bigint',
  actor_account: 'text',
  actor_type: 'text',
  actor_session: 'text',
  actor_address: 'text',
  on_behalf_of: 'text',
  command: 'text',
  reason: 'text',
  type: 'text',
  data: 'text',
  previous_hash: 'text',
  hash: 'text',
  change: 'bigint',
} as const satisfies Record<keyof JournalRow, string>

const NAMES = Object.keys(COLUMNS)
  .map((name) => `"${name}"`)
  .join(', ')

const APPEND = `insert into journal (${NAMES}) select ${NAMES} from json_to_recordset($1::json) as new_rows(${Object.entries(
  COLUMNS,
)
  .map(([name, type]) => `"${name}" ${type}`)
  .join(', ')})`

const ADVANCE = `update organizations set sequence = moves.sequence, head_hash = moves.hash
  from json_to_recordset($1::json) as moves(id text, before bigint, sequence bigint, hash text)
  where organizations.id = moves.id and organizations.sequence = moves.before`

const PASSING = `select id, sequence, head_hash from organizations
  where id = any(array(select json_array_elements_text($1::json))) for update skip locked`

/** The head, locked until the transaction ends. */
export function headQuery(build: Builder, organization: string): Statement {
  return build.once('head', [organization], () => {
    const query = build.from
      .selectFrom('organizations')
      .select(['id', 'sequence', 'head_hash'])
      .where('id', '=', organization)
    return build.dialect === 'postgresql' ? query.forUpdate() : query
  })
}

/** Heads of those organizations that nobody else has locked. */
export function headsPassing(build: Builder, organizations: readonly string[]): Statement {
  if (build.dialect === 'postgresql') return { sql: PASSING, parameters: [JSON.stringify(organizations)] }
  return build.from
    .selectFrom('organizations')
    .select(['id', 'sequence', 'head_hash'])
    .where('id', 'in', organizations)
    .compile()
}

export function headOf(row: Record<string, unknown>): Head {
  return { organization: String(row.id), sequence: Number(row.sequence), hash: String(row.head_hash) }
}

export function appendRecords(build: Builder, records: readonly JournalRecord[]): Write[] {
  if (build.dialect === 'sqlite') return records.map((record) => build.insert('journal', rowOf(record)))
  const writes: Write[] = []
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const rows = records.slice(from, from + AT_ONCE).map(rowOf)
    writes.push({ sql: APPEND, parameters: [textOf(rows)] })
  }
  return writes
}

/** Each head is where it was, or nothing is written. */
export function advance(build: Builder, moves: readonly Move[]): Write[] {
  if (moves.length === 0) return []
  if (build.dialect === 'sqlite') {
    return moves.map(({ from, to: { sequence, hash } }) => {
      const where = { id: from.organization, sequence: from.sequence }
      return one(build.update('organizations', where, { sequence, head_hash: hash }), DRIFT)
    })
  }
  const rows = moves.map(({ from, to: { sequence, hash } }) => ({
    id: from.organization,
    before: from.sequence,
    sequence,
    hash,
  }))
  return [{ sql: ADVANCE, parameters: [textOf(rows)], one: DRIFT, count: rows.length }]
}

/** Whether the record is there, behind whatever holds its organization's row. */
export function* isThere(build: Builder, { organization, sequence, hash }: JournalRecord): Steps<boolean> {
  yield [...build.lock(organization), headQuery(build, organization)]
  const query = build.from.selectFrom('journal').select('hash').where('organization', '=', organization)
  const [found] = yield [query.where('sequence', '=', sequence).compile()]
  return found!.rows[0]?.hash === hash
}

/** Checked as values of their own: inside a text of JSON nothing would notice what a column cannot hold. */
function textOf(rows: readonly object[]): string {
  for (const row of rows) bind(Object.values(row))
  return JSON.stringify(rows)
}
