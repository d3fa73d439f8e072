/** R5, on a store: after a random history the tables hold what replaying the journal gives, and the chain verifies. */
import { expect, it } from 'vitest'
import { apply, type Event, found, type Organization, stateOf } from '../../src/core/index.ts'
import {
  canonicalJson,
  createCustomer,
  loadState,
  readJournal,
  type Store,
  verifyJournal,
} from '../../src/store/store.ts'
import type { House } from '../core/support/house.ts'
import { rngFrom } from '../reference/random.ts'
import { batch, CUSTOMER, committed } from '../store/support/histories.ts'
import { type Kind, withStore } from '../store/support/stores.ts'
import { randomHistory } from './random-history.ts'

const SEED = 20_260_704

export function provesLoadEqualsReplay(kind: Kind, histories: number): void {
  it(`on ${kind.name}, tables and replayed journal agree after ${histories} random histories`, {
    timeout: 120_000,
  }, async () => {
    await withStore(kind, async (store) => {
      await addCustomer(store)
      for (let index = 0; index < histories; index++) await expectLoadEqualsReplay(store, SEED, index)
    })
  })
}

/** Writes one history, as its commands wrote it, into an organization of its own, and compares. */
async function expectLoadEqualsReplay(store: Store, seed: number, index: number): Promise<void> {
  const house = await writtenHistory(store, seed, index)
  const { organization } = house.snapshot
  const loaded = await loadState(store, organization.id)
  expect(canonicalJson(loaded)).toBe(canonicalJson(house.state))

  const records = await readJournal(store, organization.id, 0, 100_000)
  const replayed = apply(
    found(foundingOf(records[0]?.event)),
    records.map(({ event }) => event),
  )
  expect(canonicalJson(stateOf(replayed))).toBe(canonicalJson(loaded))
  expect(await verifyJournal(store, organization.id)).toMatchObject({ valid: true })
}

/** One random history, committed as its commands wrote it. */
export async function writtenHistory(store: Store, seed: number, index: number): Promise<House> {
  let house: House | undefined
  let written = 0
  for (const step of randomHistory(rngFrom(seed, index), 24, `h${index}`)) {
    house = step.house
    const events = house.journal.slice(written)
    if (events.length === 0) continue
    committed(await store.commit({ batches: [batch(house.snapshot.organization.id, written, events)] }))
    written = house.journal.length
  }
  return house!
}

export async function addCustomer(store: Store): Promise<void> {
  committed(await store.write(createCustomer(store.build, { id: CUSTOMER, name: 'Customer', createdAt: 0 })))
}

function foundingOf(event: Event | undefined): Organization {
  if (event?.type !== 'organization.created') throw new Error('a journal begins with the organization')
  return event.data.organization
}
