import { it } from 'vitest'
import { POSTGRES } from '../store/support/postgres-store.ts'
import { withStore } from '../store/support/stores.ts'
import { addCustomer, expectLoadEqualsReplay } from './load-equals-replay.ts'

const HISTORIES = 100
const SEED = 20_260_704

it(`on PostgreSQL, tables and replayed journal agree after ${HISTORIES} random histories`, {
  timeout: 120_000,
}, async () => {
  await withStore(POSTGRES, async (store) => {
    await addCustomer(store)
    for (let index = 0; index < HISTORIES; index++) await expectLoadEqualsReplay(store, SEED, index)
  })
})
