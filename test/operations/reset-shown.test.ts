/** Without a mail server: a reset link is shown once, to somebody who could do all that it opens, then and when it is used. */
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import { accountByEmail } from '../../src/store/store.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const NEW = 'granite wobble teapot 41'
const HELPDESK = ['organization.user.read', 'organization.user.credentials.reset']

const operator = (town: Town, by: Caller, user: string, query = {}) =>
  town.result(by, 'resetUserPassword', { params: { user }, query, body: { reason: 'lost their phone' } })
const reset = (town: Town, url: string) =>
  town.ask(undefined, 'resetPassword', {
    body: { token: new URL(url).searchParams.get('token')!, password: NEW },
  })
const inspect = (town: Town, url: string) =>
  town.ask(undefined, 'inspectLink', { body: { token: new URL(url).searchParams.get('token')! } })
/** Refused where it is used, and told so where it is looked at. */
async function expectWorthless(town: Town, url: string): Promise<void> {
  const { refusal } = await town.refusal(reset(town, url))
  expect(refusal.code).toBe('LINK_NOT_VALID')
  expect(await inspect(town, url)).toEqual({ purpose: 'reset', state: 'not_valid', detail: refusal.detail })
}
const signIn = (town: Town, email: string, password: string) =>
  town.ask(undefined, 'signIn', { body: { email, password } })

async function withHelpdesk() {
  const town = await Town.withAcme()
  await town.ask(town.ada, 'createRole', { body: { name: 'Helpdesk', permissions: HELPDESK } })
  const helen = await town.person(town.ada, 'helen@acme.test', { role: 'Helpdesk' })
  return Object.assign(town, { helen })
}

describe('an operator’s reset without a mail server', () => {
  it('shows the link once, says that no mail was sent, and is recorded before it is seen', async () => {
    await using town = await Town.withAcme()
    const sam = await town.person(town.ada, 'sam@acme.test', { role: 'viewer' })
    const dry = await operator(town, town.ada, 'sam@acme.test', { dry_run: 'true' })
    expect(dry).toMatchObject({ answer: { dry_run: true, delivery: 'shown' } })
    expect(dry.answer.reset_url).toBeUndefined()
    const { answer, secret } = await operator(town, town.ada, 'sam@acme.test')
    expect([answer.delivery, secret]).toEqual(['shown', true])
    expect(answer.reset_url).toMatch(/^https:\/\/access\.test\/reset\?token=cpl_/)
    const { store } = town.deps
    const told = await store.rows(
      store.build.from
        .selectFrom('activity')
        .select(['type', 'actor_account', 'data'])
        .where('type', 'in', ['link.shown', 'password.reset.requested']),
    )
    expect(told.map(({ data }) => JSON.parse(data) as unknown)).toContainEqual({
      account: sam.account,
      by: 'operator',
      reason: 'lost their phone',
    })
    expect(
      told.map(({ actor_account, data }) => [actor_account, JSON.parse(data) as unknown]),
    ).toContainEqual([town.ada.account, { purpose: 'reset', account: sam.account }])
    expect(await reset(town, answer.reset_url!)).toEqual({})
    expect((await signIn(town, 'sam@acme.test', NEW)).user.email).toBe('sam@acme.test')
    expect(await town.code(reset(town, answer.reset_url!))).toBe('LINK_NOT_VALID')
  })

  it('does not prove the address: an operator has seen the link', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'sam@acme.test')
    const before = (await accountByEmail(town.deps.store, 'sam@acme.test'))!.emailVerifiedBy
    await reset(town, (await operator(town, town.ada, 'sam@acme.test')).answer.reset_url!)
    expect((await accountByEmail(town.deps.store, 'sam@acme.test'))!.emailVerifiedBy).toBe(before)
    expect(before).not.toBe('mail')
  })

  it('RST-15 is refused to whoever lacks a key that the person has, with what they lack', async () => {
    await using town = await withHelpdesk()
    await town.person(town.ada, 'sam@acme.test')
    await town.person(town.ada, 'dee@acme.test', { role: 'deployer' })
    expect((await operator(town, town.helen, 'sam@acme.test')).answer.reset_url).toBeDefined()
    const { refusal } = await town.refusal(operator(town, town.helen, 'dee@acme.test'))
    expect(refusal.code).toBe('ESCALATION')
    expect(refusal.missing!.length).toBeGreaterThan(0)
    expect(await town.code(operator(town, town.helen, town.ada.account))).toBe('ESCALATION')
    expect(await town.code(operator(town, town.helen, 'dee@acme.test', { dry_run: 'true' }))).toBe(
      'ESCALATION',
    )
  })

  it('RST-15 is worth nothing once the person may do more than whoever was shown the link', async () => {
    await using town = await withHelpdesk()
    await town.person(town.ada, 'sam@acme.test')
    const { answer } = await operator(town, town.helen, 'sam@acme.test')
    await town.ask(town.ada, 'grantRole', { params: { user: 'sam@acme.test' }, body: { role: 'admin' } })
    await expectWorthless(town, answer.reset_url!)
    expect((await signIn(town, 'sam@acme.test', PASSWORD)).user.email).toBe('sam@acme.test')
  })

  it.each([
    ['blocked', 'blockUser'],
    ['removed', 'removeUser'],
  ] as const)('is worth nothing once whoever was shown it is %s', async (_, operation) => {
    await using town = await withHelpdesk()
    await town.person(town.ada, 'sam@acme.test')
    const { answer } = await operator(town, town.helen, 'sam@acme.test')
    await town.ask(town.ada, operation, { params: { user: 'helen@acme.test' } })
    await expectWorthless(town, answer.reset_url!)
  })

  it('is worth nothing while the person is blocked, and says so to whoever looks at it', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'sam@acme.test')
    const { answer } = await operator(town, town.ada, 'sam@acme.test')
    const sam = { params: { user: 'sam@acme.test' } }
    await town.ask(town.ada, 'blockUser', sam)
    await expectWorthless(town, answer.reset_url!)
    await town.ask(town.ada, 'unblockUser', sam)
    expect(await inspect(town, answer.reset_url!)).toMatchObject({
      state: 'usable',
      email: 'sam@acme.test',
      asks: 'new_password',
    })
    await reset(town, answer.reset_url!)
    expect(await inspect(town, answer.reset_url!)).toMatchObject({ state: 'used' })
  })

  it('is worth nothing once the person belongs to another organization too', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'sam@acme.test')
    const { answer } = await operator(town, town.ada, 'sam@acme.test')
    const gus = await second(town, 'globex')
    await town.invite(gus, 'sam@acme.test', {}, 'globex')
    await expectWorthless(town, answer.reset_url!)
  })

  it('never shows people their own link: that is what the present password is for', async () => {
    await using town = await Town.withAcme()
    expect(await town.code(operator(town, town.ada, town.ada.account))).toBe('RESET_NOT_APPLICABLE')
  })

  it('forgot password says, to everybody alike, that there is no mail', async () => {
    await using town = await Town.withAcme()
    for (const email of ['ada@acme.test', 'ghost@acme.test'])
      expect(await town.ask(undefined, 'forgotPassword', { body: { email } })).toEqual({ mail: false })
    await town.deps.errands.done()
    const { store } = town.deps
    expect(await store.rows(store.build.from.selectFrom('mail').selectAll())).toEqual([])
    expect(
      await store.rows(
        store.build.from.selectFrom('one_time_links').selectAll().where('purpose', '=', 'reset'),
      ),
    ).toEqual([])
  })
})
