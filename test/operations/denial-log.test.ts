/** How much of what is refused is kept: each caller and each place has a share of its own, and a window ends. */
import { expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import type { Caller } from '../../src/operations/call.ts'
import { DenialLog, type Limits } from '../../src/operations/denials/denial-log.ts'
import type { Denied } from '../../src/operations/denials/denied.ts'
import { Refused } from '../../src/operations/refused.ts'
import { Town } from '../support/town.ts'

async function keeping(limits: Partial<Limits>) {
  const town = await Town.withAcme()
  const { store, organizations, logger } = town.deps
  const log = new DenialLog({ store, organizations, logger, clock: () => town.now }, limits)
  let count = 0
  const refused = new Refused(refuse('NOT_ALLOWED', 'no'))
  const note = (caller: Caller | undefined, more: Partial<Denied> = {}): string => {
    const reference = `den_${String(count++).padStart(4, '0')}`
    const params = { organization: 'acme' }
    const answered = { reference, status: 403, code: 'NOT_ALLOWED', detail: 'no', refused, at: town.now }
    log.note({
      ...answered,
      operation: 'listGroups',
      params,
      body: {},
      caller,
      address: '192.0.2.1',
      ...more,
    })
    return reference
  }
  const kept = async (): Promise<string[]> => {
    await log.flush()
    const rows = await store.rows(store.build.from.selectFrom('denials').select('reference'))
    return rows.map(({ reference }) => reference).toSorted()
  }
  return { town, note, kept, [Symbol.asyncDispose]: () => town[Symbol.asyncDispose]() }
}

const stranger = (at: number): Caller => ({ account: `usr_${at}`, type: 'user', method: 'password' })

it('one caller has a share, and the next window gives it anew', async () => {
  await using here = await keeping({ perCaller: 2 })
  const { town, note, kept } = here
  const [one, two, , other] = [note(town.ada), note(town.ada), note(town.ada), note(undefined)]
  expect(await kept()).toEqual([one, two, other])
  town.now += 60_000
  const later = note(town.ada)
  expect(await kept()).toEqual([one, two, other, later])
  expect(town.logged).toContain('more was refused than is kept for diagnoses')
})

it('strangers at an organization take nothing from its members', async () => {
  await using here = await keeping({ perPlace: 3 })
  const { town, note, kept } = here
  const strangers = Array.from({ length: 10 }, (_, at) => note(stranger(at)))
  const member = note(town.ada)
  expect(await kept()).toEqual([...strangers.slice(0, 3), member])
})

it('what waits is bounded, and so is what is held of each', async () => {
  await using here = await keeping({ waiting: 3 })
  const { town, note, kept } = here
  const all = Array.from({ length: 10 }, () =>
    note(town.ada, {
      detail: 'x'.repeat(100_000),
      body: { scope: 'y'.repeat(100_000) },
      operation: 'checkAccess',
    }),
  )
  expect(await kept()).toEqual(all.slice(0, 3))
  const { store } = town.deps
  const rows = await store.rows(store.build.from.selectFrom('denials').selectAll())
  for (const row of rows) expect(JSON.stringify(row).length).toBeLessThan(10_000)
})

it('a request that is nothing like one breaks nothing', async () => {
  await using here = await keeping({})
  const { town, note, kept } = here
  const odd = [
    note(undefined, { params: { organization: 7 }, body: { email: {} }, operation: 'signIn' }),
    note(undefined, { params: {}, operation: '__proto__' }),
    note(town.ada, { body: { scope: { project: [] } }, operation: 'checkAccess' }),
    note(town.ada, { params: { organization: 'acme', project: 'x'.repeat(1000) }, operation: 'showProject' }),
  ]
  // Of the first two nobody could ever ask.
  expect(await kept()).toEqual(odd.slice(2))
  expect(town.logged).toEqual([])
})
