/** What becomes of an idempotency key when the server that claimed it ends before it has kept the answer. */
import { expect, it } from 'vitest'
import { type Claim, StoredReplays } from '../../src/operations/replays.ts'
import { Town } from '../support/town.ts'

const LATER = 60_000

async function house() {
  const town = await Town.withAcme()
  const replays = new StoredReplays(town.deps.store, town.deps.logger)
  const claim: Claim = { actor: town.ada.account, key: 'k1', hash: 'h1', now: town.now, marked: true }
  const make = async (by: Claim) =>
    town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } }, { mark: replays.mark(by) })
  const groups = async () => (await town.ask(town.ada, 'listGroups')).items.length
  return { town, replays, claim, make, groups, [Symbol.asyncDispose]: () => town[Symbol.asyncDispose]() }
}

it('a claim whose server ended before the change is taken over, and the change is made once', async () => {
  await using towns = await house()
  const { replays, claim, make, groups } = towns
  expect(await replays.claim(claim)).toBeUndefined()
  const again = { ...claim, now: claim.now + LATER }
  expect(await replays.claim(again)).toBeUndefined()
  await make(again)
  expect(await groups()).toBe(1)
})

it('a claim that is young is waited for', async () => {
  await using towns = await house()
  const { replays, claim } = towns
  await replays.claim(claim)
  expect(await replays.claim({ ...claim, now: claim.now + 1000 })).toMatchObject({ state: 'running' })
})

it('whoever was taken over can change nothing any more, and frees nothing', async () => {
  await using towns = await house()
  const { town, replays, claim, make, groups } = towns
  await replays.claim(claim)
  const again = { ...claim, now: claim.now + LATER }
  await replays.claim(again)
  expect(await town.code(make(claim))).toBe('STILL_RUNNING')
  expect(await groups()).toBe(0)
  await replays.release(claim)
  await replays.settle(claim, 201, 'late')
  expect(await replays.claim({ ...again, now: again.now + 1000 })).toMatchObject({
    state: 'running',
    body: '',
  })
})

it('a change that was made before its server ended is not made again', async () => {
  await using towns = await house()
  const { replays, claim, make, groups } = towns
  await replays.claim(claim)
  await make(claim)
  const kept = await replays.claim({ ...claim, now: claim.now + LATER })
  expect(kept).toMatchObject({ state: 'lost' })
  expect(await groups()).toBe(1)
})

it('a claim of a change that carries no mark is never taken over', async () => {
  await using towns = await house()
  const { replays, claim } = towns
  await replays.claim({ ...claim, marked: false })
  const again = { ...claim, marked: false, now: claim.now + LATER }
  expect(await replays.claim(again)).toMatchObject({ state: 'running' })
})

it('another request under the same key takes nothing over', async () => {
  await using towns = await house()
  const { replays, claim } = towns
  await replays.claim(claim)
  const other = { ...claim, hash: 'h2', now: claim.now + LATER }
  expect(await replays.claim(other)).toMatchObject({ hash: 'h1', state: 'running' })
})

it('an answer is kept under its key', async () => {
  await using towns = await house()
  const { replays, claim, make } = towns
  await replays.claim(claim)
  await make(claim)
  await replays.settle(claim, 201, '{}')
  expect(await replays.claim({ ...claim, now: claim.now + 1 })).toMatchObject({
    state: 'answered',
    status: 201,
  })
})
