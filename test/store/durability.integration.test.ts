import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { found, groupCreated, write } from './support/histories.ts'
import { POSTGRES } from './support/postgres-store.ts'
import { FILE } from './support/stores.ts'

test('the embedded store syncs every commit, in WAL, before and after its first write', async () => {
  await using place = await FILE.fresh()
  const store = await openStore(place.options)
  for (let n = 0; n < 2; n++) {
    expect(await store.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 })
    if (n === 0) await found(store)
  }
  await store.close()
})

test('the data directory and its files are for their owner alone, also when they were not before', async () => {
  await using place = await FILE.fresh()
  const { dataDirectory } = place.options as { dataDirectory: string }
  const store = await openStore(place.options)
  await found(store)
  const mode = (name: string): string => (statSync(join(dataDirectory, name)).mode & 0o777).toString(8)
  expect(['.', 'compartment.db', 'compartment.db-wal', 'compartment.db-shm'].map(mode)).toEqual([
    '700',
    '600',
    '600',
    '600',
  ])
  await store.close()
})

test('a connection for reading cannot write', async () => {
  await using place = await FILE.fresh()
  const store = await openStore(place.options)
  const insert = store.build.from.insertInto('install').values({ key: 'k', value: 'v' })
  await expect(store.rows(insert)).rejects.toThrow(/readonly/)
  await store.close()
})

test('a damaged file is refused', async () => {
  await using place = await FILE.fresh()
  const { dataDirectory } = place.options as { dataDirectory: string }
  await (await openStore(place.options)).close()
  writeFileSync(join(dataDirectory, 'compartment.db'), 'not a database '.repeat(100))
  await expect(openStore(place.options)).rejects.toMatchObject({ code: 'corrupt' })
})

test('PostgreSQL waits for the disk at each commit, even where the server is told not to', async () => {
  await using place = await POSTGRES.fresh()
  const store = await openStore(place.options)
  expect(await store.durability()).toMatchObject({ dialect: 'postgresql', synchronousCommit: 'on' })
  await found(store)
  await write(store, 'org_1', 1, [groupCreated('grp_1')])
  await store.close()
})
