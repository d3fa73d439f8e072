/** What must hold of a store whose writer died: nothing acknowledged is lost, nothing is half there. */
import { expect } from 'vitest'
import {
  heads,
  installFact,
  loadState,
  openStore,
  type StoreOptions,
  verifyJournal,
} from '../../../src/store/store.ts'

/** @param acknowledged the last acknowledged sequence number */
export async function expectWhole(options: StoreOptions, acknowledged: number): Promise<number> {
  const store = await openStore(options)
  try {
    const [head] = await heads(store, ['org_1'])
    expect(await verifyJournal(store, 'org_1')).toEqual({ valid: true, head })
    const { sequence } = head!
    expect(sequence).toBeGreaterThanOrEqual(acknowledged)
    const state = (await loadState(store, 'org_1'))!
    expect(state.revision).toBe(sequence)
    expect(state.groups).toHaveLength(sequence - 1)
    if (sequence > 1) expect(await installFact(store, 'last')).toBe(String(sequence))
    return sequence
  } finally {
    await store.close()
  }
}
