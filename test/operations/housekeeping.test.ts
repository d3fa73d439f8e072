import { expect, it } from 'vitest'
import { outdated } from '../../src/operations/housekeeping.ts'
import { PASSWORD, Town } from '../support/town.ts'

const DAY = 24 * 3_600_000

it('sessions are forgotten a year after they ended, and not before', async () => {
  await using town = await Town.withAcme()
  const { store } = town.deps
  await town.result(undefined, 'signIn', { body: { email: 'ada@acme.test', password: PASSWORD } })
  const sessions = async (): Promise<number> =>
    (await store.rows(store.build.from.selectFrom('sessions').select('id'))).length
  const before = await sessions()
  expect(before).toBeGreaterThan(0)
  await store.write(outdated(town.deps, town.now + 366 * DAY))
  expect(await sessions()).toBe(before)
  await store.write(outdated(town.deps, town.now + 400 * DAY))
  expect(await sessions()).toBe(0)
})

it('a link that a newer one replaced is told apart for a month, then it is forgotten', async () => {
  await using town = await Town.withAcme()
  const { store } = town.deps
  const { invitation } = await town.invite(town.ada, 'ivy@acme.test')
  await town.ask(town.ada, 'resendInvitation', { params: { invitation: invitation!.id } })
  const links = async (): Promise<number> =>
    (await store.rows(store.build.from.selectFrom('invitation_links').select('token_hash'))).length
  const before = await links()
  await store.write(outdated(town.deps, town.now + 30 * DAY))
  expect(await links()).toBe(before)
  await store.write(outdated(town.deps, town.now + 31 * DAY))
  expect(await links()).toBe(before - 1)
})
