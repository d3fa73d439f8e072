/** On PostgreSQL, what changes that arrive together wait for. */
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { freshDatabase } from '../support/postgres.ts'
import { batch, found, groupCreated } from './support/histories.ts'

it('an organization that is locked elsewhere holds up no other, and is written when it is free', async () => {
  const database = await freshDatabase()
  const store = await openStore({ databaseUrl: database.url })
  const other = new Client({ connectionString: database.url })
  await other.connect()
  try {
    const ids = ['org_1', 'org_2', 'org_3']
    for (const id of ids) await found(store, id)
    await other.query('begin')
    await other.query("select 1 from organizations where id = 'org_2' for update")
    const ended: string[] = []
    const written = ids.map(async (id) => {
      const { outcome } = await store.commit({ batches: [batch(id, 1, [groupCreated(`grp_${id}`)])] })
      ended.push(id)
      return outcome
    })
    await Promise.all([written[0], written[2]])
    expect(ended.toSorted()).toEqual(['org_1', 'org_3'])
    await other.query('commit')
    expect(await Promise.all(written)).toEqual(['committed', 'committed', 'committed'])
  } finally {
    await other.end()
    await store.close()
    await database.drop()
  }
}, 20_000)
