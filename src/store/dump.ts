/**
 * Everything that outlives a backup, as rows in one spelling for both databases, all of one moment. What lets somebody in
 * (sessions, links, codes) is left out: what was revoked since cannot come back with a backup (OPS-04).
 */
import type { Builder } from './builder.ts'
import { MIGRATIONS } from './migrations/migrate.ts'
import type { Store } from './open.ts'
import type { Reads, Statement, Value } from './statement.ts'
import type { Tables } from './tables.ts'

/** Each table has to be decided upon. Those that are kept come in an order in which every row finds what it refers to. */
const TABLES = {
  install: 'kept',
  customers: 'kept',
  organizations: 'kept',
  accounts: 'kept',
  journal: 'kept',
  activity: 'kept',
  activity_batches: 'kept',
  checkpoints: 'kept',
  journal_cuts: 'kept',
  journal_cut_parts: 'kept',
  providers: 'kept',
  provider_secrets: 'kept',
  proven_domains: 'kept',
  departures: 'kept',
  members: 'kept',
  invitations: 'kept',
  groups: 'kept',
  seats: 'kept',
  roles: 'kept',
  assignments: 'kept',
  projects: 'kept',
  environments: 'kept',
  catalogues: 'kept',
  features: 'kept',
  expectations: 'kept',
  sources: 'kept',
  identities: 'kept',
  tokens: 'kept',
  diagnoses: 'kept',
  bundles: 'kept',
  // Made again from the journal.
  state_checkpoints: 'left',
  state_checkpoint_parts: 'left',
  sessions: 'left',
  session_closures: 'left',
  invitation_links: 'left',
  one_time_links: 'left',
  device_logins: 'left',
  sso_flows: 'left',
  mail: 'left',
  throttle: 'left',
  // They live a month, and tell of sessions that a backup does not hold.
  denials: 'left',
  idempotency_keys: 'left',
  revocations: 'left',
} as const satisfies Record<keyof Tables, 'kept' | 'left'>

export type TableName = keyof Tables
export const KEPT_TABLES = Object.keys(TABLES).filter(
  (name) => TABLES[name as TableName] === 'kept',
) as readonly TableName[]

/** Facts of the install that belong to one database file. */
const OWN_FACTS: ReadonlySet<Value> = new Set(['fence', 'restoring'])
const PAGE = 500

export type Dumped =
  | { readonly migrations: readonly string[] }
  | { readonly table: TableName; readonly columns: readonly string[] }
  | { readonly rows: readonly (readonly Value[])[] }

/** @param take gets the parts in their order; it must be done with each when it returns, so that memory stays flat */
export async function dump(store: Store, take: (part: Dumped) => void): Promise<void> {
  await store.consistent(() => reads(store.build, take))
}

function* reads(build: Builder, take: (part: Dumped) => void): Reads<void> {
  const applied = yield plain('select name from migrations order by number')
  take({ migrations: applied.map(([name]) => String(name)) })
  for (const table of KEPT_TABLES) {
    const columns = (yield columnsOf(build, table)).map(([name]) => String(name))
    const key = (yield keyOf(build, table)).map(([name]) => String(name))
    take({ table, columns })
    const places = key.map((name) => columns.indexOf(name))
    for (let last: readonly Value[] | undefined; ; ) {
      const rows = yield page(build, table, columns, key, last)
      take({ rows: table === 'install' ? rows.filter(([name]) => !OWN_FACTS.has(name!)) : rows })
      if (rows.length < PAGE) break
      last = places.map((place) => rows.at(-1)![place]!)
    }
  }
}

function page(
  { dialect }: Builder,
  table: TableName,
  columns: readonly string[],
  key: readonly string[],
  last: readonly Value[] | undefined,
): Statement {
  const mark = (n: number): string => (dialect === 'sqlite' ? '?' : `$${n + 1}`)
  const names = quoted(key)
  const behind = last === undefined ? '' : `where (${names}) > (${last.map((_, n) => mark(n)).join(', ')})`
  const sql = `select ${quoted(columns)} from "${table}" ${behind} order by ${names} limit ${PAGE}`
  return { sql, parameters: last ?? [] }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

/** In the order in which they were made. */
function columnsOf({ dialect }: Builder, table: TableName): Statement {
  return dialect === 'sqlite'
    ? plain(`select name from pragma_table_info('${table}') order by cid`)
    : plain(
        `select column_name from information_schema.columns
         where table_schema = current_schema() and table_name = '${table}' order by ordinal_position`,
      )
}

function keyOf({ dialect }: Builder, table: TableName): Statement {
  return dialect === 'sqlite'
    ? plain(`select name from pragma_table_info('${table}') where pk > 0 order by pk`)
    : plain(
        `select k.column_name from information_schema.key_column_usage k
         join information_schema.table_constraints c using (constraint_schema, constraint_name, table_name)
         where c.constraint_type = 'PRIMARY KEY' and c.table_schema = current_schema() and c.table_name = '${table}'
         order by k.ordinal_position`,
      )
}

function plain(sql: string): Statement {
  return { sql, parameters: [] }
}

/** What this program's tables are called after, oldest first. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name)
