/** The stores that the contract is run on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store, type StoreOptions } from '../../../src/store/store.ts'

type Place = AsyncDisposable & {
  /** Where a store opens it; opening twice means two connections to the same data. */
  readonly options: StoreOptions
}

/** A kind of store: makes a fresh place for one test. */
export type Kind = {
  readonly name: string
  /** Whether a second store can be opened on the same data. */
  readonly shared: boolean
  readonly fresh: () => Promise<Place>
}

export const MEMORY: Kind = {
  name: 'SQLite in memory',
  shared: false,
  fresh: async () => ({ options: { memory: true }, [Symbol.asyncDispose]: async () => {} }),
}

export const FILE: Kind = {
  name: 'SQLite in a file',
  shared: true,
  fresh: async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-store-'))
    return {
      options: { dataDirectory },
      [Symbol.asyncDispose]: async () => rmSync(dataDirectory, { recursive: true, force: true }),
    }
  },
}

/** Opens a store on a fresh place, runs the test, closes both. */
export async function withStore(
  kind: Kind,
  work: (store: Store, options: StoreOptions) => Promise<void>,
): Promise<void> {
  await using place = await kind.fresh()
  const store = await openStore(place.options)
  try {
    await work(store, place.options)
  } finally {
    await store.close()
  }
}
