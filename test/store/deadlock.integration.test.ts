/** Two transactions that wait for each other: the server ends one, and what the store wrote in it is written all the same. */
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { freshDatabase } from '../support/postgres.ts'

it('a transaction that the server ends because another waits for it is begun again, whole', async () => {
  const database = await freshDatabase()
  const store = await openStore({ databaseUrl: database.url })
  const other = new Client({ connectionString: database.url })
  await other.connect()
  try {
    const { build } = store
    await store.write(['a', 'b'].map((key) => build.insert('install', { key, value: 'old' })))
    // The other one waits for longer than it takes the store's connection to find out that neither can go on.
    await other.query("set deadlock_timeout = '30s'")
    await other.query('begin')
    await other.query("update install set value = 'other' where key = 'b'")
    const written = store.write(['a', 'b'].map((key) => build.update('install', { key }, { value: 'store' })))
    await waiting(other)
    await other.query("update install set value = 'other' where key = 'a'")
    await other.query('commit')
    expect((await written).outcome).toBe('committed')
    const rows = await store.rows(
      build.from.selectFrom('install').selectAll().where('key', 'in', ['a', 'b']).orderBy('key'),
    )
    expect(rows).toEqual([
      { key: 'a', value: 'store' },
      { key: 'b', value: 'store' },
    ])
  } finally {
    await other.end()
    await store.close()
    await database.drop()
  }
}, 20_000)

/** Until somebody waits for a row. */
async function waiting(client: Client): Promise<void> {
  const blocked =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()"
  while ((await client.query(blocked)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10))
}
