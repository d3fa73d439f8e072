import { it } from 'vitest'
import { MEMORY, withStore } from '../store/support/stores.ts'
import { addCustomer, expectLoadEqualsReplay } from './load-equals-replay.ts'

const HISTORIES = 500
const SEED = 20_260_704

it(`on SQLite, tables and replayed journal agree after ${HISTORIES} random histories`, {
  timeout: 120_000,
}, async () => {
  await withStore(MEMORY, async (store) => {
    await addCustomer(store)
    for (let index = 0; index < HISTORIES; index++) await expectLoadEqualsReplay(store, SEED, index)
  })
})
