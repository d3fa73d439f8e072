/** Takes a dump into an empty database: tables as they were when it was made, then brought to what this program knows. */

import { MIGRATION_NAMES, type TableName } from './dump.ts'
import { StoreFault } from './fault.ts'
import { installFact, setInstallFact } from './install.ts'
import { MIGRATIONS, migrate } from './migrations/migrate.ts'
import { openEngine, Store, type StoreOptions } from './open.ts'
import type { Statement, Value, Write } from './statement.ts'

/** Set while a restore is under way, so that no server starts on half of it. */
export const RESTORING = 'restoring'

export type Restoration = {
  readonly store: Store
  /** Into a table that was named, in the order of its columns. */
  readonly insert: (
    table: TableName,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
  ) => Promise<void>
  /** Brings the tables to what this program knows. */
  readonly upgrade: () => Promise<void>
  /** A server may start on it. */
  readonly finish: () => Promise<void>
}

/**
 * @param migrations those that the dump's tables had, by name
 * @throws StoreFault `newer` for a dump of a newer program, `unsupported` where the database is not empty
 */
export async function beginRestore(
  options: StoreOptions,
  migrations: readonly string[],
): Promise<Restoration> {
  const foreign = migrations.findIndex((name, at) => MIGRATION_NAMES[at] !== name)
  if (foreign >= 0)
    throw new StoreFault('newer', `a newer program wrote it: it knows \`${migrations[foreign]}\``)
  const engine = await openEngine(options)
  try {
    await migrate(engine, MIGRATIONS.slice(0, migrations.length))
    const store = new Store(engine)
    await requireEmpty(store)
    await must(store, setInstallFact(store.build, RESTORING, '1'))
    return {
      store,
      insert: async (table, columns, rows) => {
        if (rows.length === 0) return
        await must(store, statements(store, table, columns, rows))
      },
      upgrade: () => migrate(engine),
      finish: () => must(store, [store.build.remove('install', { key: RESTORING })]),
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** Whether what is there is only half of a backup. */
export async function isHalfRestored(store: Store): Promise<boolean> {
  return (await installFact(store, RESTORING)) !== undefined
}

async function requireEmpty(store: Store): Promise<void> {
  if (await isHalfRestored(store))
    throw new StoreFault('unsupported', 'a restore was interrupted here: remove its data and begin again')
  for (const table of ['organizations', 'accounts'] as const) {
    const found = await store.first(store.build.from.selectFrom(table).select('id').limit(1))
    if (found !== undefined)
      throw new StoreFault(
        'unsupported',
        'there is an installation here already: restore into an empty place',
      )
  }
}

const ROWS = 50

function statements(
  { build: { dialect } }: Store,
  table: TableName,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Write[] {
  const names = columns.map((name) => `"${name}"`).join(', ')
  const writes: Statement[] = []
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = rows.slice(at, at + ROWS)
    let mark = 0
    const next = (): string => (dialect === 'sqlite' ? '?' : `$${++mark}`)
    const values = some.map((row) => `(${row.map(next).join(', ')})`).join(', ')
    // What the install says of itself may have been said by the migrations already.
    const again = table === 'install' ? ' on conflict ("key") do update set "value" = excluded."value"' : ''
    writes.push({
      sql: `insert into "${table}" (${names}) values ${values}${again}`,
      parameters: some.flat(),
    })
  }
  return writes
}

async function must(store: Store, writes: readonly Write[]): Promise<void> {
  const outcome = await store.write(writes)
  if (outcome.outcome === 'committed') return
  if ('error' in outcome) throw outcome.error
  throw new StoreFault('corrupt', 'the backup says the same thing twice')
}
