import { expect, it, vi } from 'vitest'
import { STATE_FORMAT } from '../../../src/core/index.ts'
import { keepJournals } from '../../../src/operations/audit/cut-journal.ts'
import { STATE_READINGS } from '../../../src/operations/past/cut-states.ts'
import { journalCuts } from '../../../src/store/store.ts'
import { MEMORY } from '../../store/support/stores.ts'
import { aged, grownOld } from './aged-town.ts'
import { retention } from './retention.ts'

retention(MEMORY)

it('a state at a cut is read whatever program wrote it', () => {
  expect(Object.keys(STATE_READINGS).map(Number)).toEqual(
    Array.from({ length: STATE_FORMAT }, (_, n) => n + 1),
  )
})

it('a server looks every hour, and one that keeps its journals for ever never does', async () => {
  await using town = await aged()
  await grownOld(town)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    await keepJournals({ ...town.deps, journalDays: undefined })()
    const forever = keepJournals({ ...town.deps, journalDays: undefined })
    vi.advanceTimersByTime(3_600_000)
    await forever()
    expect(await journalCuts(town.deps.store, town.acme)).toEqual([])
    const stop = keepJournals(town.deps)
    vi.advanceTimersByTime(3_599_999)
    expect(await journalCuts(town.deps.store, town.acme)).toEqual([])
    vi.advanceTimersByTime(1)
    await stop()
    expect(await journalCuts(town.deps.store, town.acme)).toHaveLength(1)
  } finally {
    vi.useRealTimers()
  }
})
