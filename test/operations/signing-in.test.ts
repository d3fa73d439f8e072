import { describe, expect, it } from 'vitest'
import type { Refused } from '../../src/operations/refused.ts'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { issueDemoLink } from '../../src/operations/set-up/open-demo.ts'
import { issueSetupLink } from '../../src/operations/set-up/setup-link.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const HOUR = 3600 * 1000

const signIn = (town: Town, email: string, password = PASSWORD, address = '192.0.2.1') =>
  town.result(undefined, 'signIn', { body: { email, password } }, { address })

describe('signing in', () => {
  it('is answered alike for a wrong password, nobody, the blocked, the invited and programs', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'blocked@acme.test')
    await town.ask(town.ada, 'blockUser', { params: { user: 'blocked@acme.test' }, body: {} })
    await town.invite(town.ada, 'invited@acme.test')
    const { items } = await town.ask(town.ada, 'listUsers', { query: { type: 'automation' } })
    const tries: readonly [string, string][] = [
      ['ada@acme.test', 'not the password 1'],
      ['nobody@acme.test', PASSWORD],
      ['blocked@acme.test', PASSWORD],
      ['invited@acme.test', PASSWORD],
      [items[0]!.email, PASSWORD],
      ['not an address', PASSWORD],
      ['ada@acme.test', 'x'.repeat(1000)],
    ]
    const answers = new Set<string>()
    for (const [email, password] of tries) {
      const { refusal, more } = await town.refusal(signIn(town, email, password))
      answers.add(JSON.stringify({ refusal, more }))
    }
    expect([...answers]).toHaveLength(1)
  })

  it('tells nobody outside why it is refused, and an operator what is so (F03)', async () => {
    await using town = await Town.withAcme()
    const blocked = await town.person(town.ada, 'blocked@acme.test')
    await town.ask(town.ada, 'blockUser', { params: { user: 'blocked@acme.test' }, body: {} })
    await town.invite(town.ada, 'invited@acme.test')
    const refused = async (email: string, password: string) =>
      JSON.stringify((await town.refusal(signIn(town, email, password))).refusal)
    const nobody = await refused('nobody@acme.test', PASSWORD)
    for (const [email, password] of [
      ['blocked@acme.test', PASSWORD],
      ['blocked@acme.test', 'not the password 1'],
      ['invited@acme.test', PASSWORD],
      ['ada@acme.test', 'not the password 1'],
    ] as const)
      expect(await refused(email, password), email).toBe(nobody)
    const shown = (user: string) => town.ask(town.ada, 'showUser', { params: { user } })
    expect(await shown('blocked@acme.test')).toMatchObject({ status: 'active', access: 'blocked' })
    expect(await shown('invited@acme.test')).toMatchObject({ status: 'invited', access: 'allowed' })
    expect(await shown('ada@acme.test')).toMatchObject({ status: 'active', access: 'allowed' })
    expect(await town.code(shown('nobody@acme.test'))).toBe('NOT_FOUND')
    await town.deps.notes.done()
    await town.deps.activity.flush()
    const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'sign_in.failed' } })
    const causes = items.filter(({ data }) => data['account'] === blocked.account)
    expect(causes.map(({ data }) => data['cause'])).toEqual(['password', 'no_organization'])
  })

  it('does not mind how the address is written', async () => {
    await using town = await Town.withAcme()
    await expect(signIn(town, '  ADA@Acme.Test ')).resolves.toBeDefined()
  })

  it('counts attempts per account however the address is written, and lets the owner in again after the wait', async () => {
    await using town = await Town.withAcme()
    const spellings = ['ada@acme.test', ' ADA@acme.test', 'Ada@acme.test', 'ａda@acme.test']
    for (let at = 0; at < 10; at++)
      await town.code(signIn(town, spellings[at % 4]!, 'wrong', `192.0.2.${at + 2}`))
    const refused = await town.refusal(signIn(town, 'ada@acme.test', PASSWORD, '192.0.2.99'))
    expect(refused.refusal.code).toBe('THROTTLED')
    expect(refused.more.retryAfter).toBeGreaterThan(0)
    town.now += refused.more.retryAfter! * 1000
    await expect(signIn(town, 'ada@acme.test')).resolves.toBeDefined()
  })

  it('lets no more guesses through when they come all at once', async () => {
    await using town = await Town.withAcme()
    const guesses = await Promise.allSettled(
      Array.from({ length: 40 }, () => signIn(town, 'ada@acme.test', 'wrong')),
    )
    const codes = guesses.map((guess) =>
      guess.status === 'rejected' ? (guess.reason as Refused).refusal.code : 'IN',
    )
    expect(codes.filter((code) => code === 'BAD_CREDENTIAL')).toHaveLength(10)
    expect(codes.filter((code) => code === 'THROTTLED')).toHaveLength(30)
  })

  it('from one source is counted over all accounts', async () => {
    await using town = await Town.withAcme()
    for (let at = 0; at < 100; at++)
      await town.deps.throttle.attempt(`user${at}@acme.test`, '192.0.2.1', town.now)
    expect(await town.code(signIn(town, 'ada@acme.test'))).toBe('THROTTLED')
    await expect(signIn(town, 'ada@acme.test', PASSWORD, '192.0.2.2')).resolves.toBeDefined()
  })

  it('opens only organizations that take passwords', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    await town.invite(town.ada, 'admin@globex.test', { role: 'viewer' })
    const { organizations } = await town.ask(gus, 'whoAmI')
    expect(organizations.map(({ name }) => name)).toEqual(['acme', 'globex'])
    expect(
      await town.code(
        town.ask(undefined, 'signIn', {
          body: { email: 'ada@acme.test', password: PASSWORD, organization: 'globex' },
        }),
      ),
    ).toBe('BAD_CREDENTIAL')
  })
})

describe('a session', () => {
  it('ends when it is idle, and in the end whatever happens (SES-05)', async () => {
    await using town = await Town.withAcme()
    const { session } = await signIn(town, 'ada@acme.test')
    for (let hours = 0; hours < 30 * 24; hours += 11) {
      expect(await town.caller(session!.token)).toBeDefined()
      town.now += 11 * HOUR
    }
    expect(await town.caller(session!.token)).toBeUndefined()
    const fresh = (await signIn(town, 'ada@acme.test')).session!
    town.now += 12 * HOUR
    expect(await town.caller(fresh.token)).toBeUndefined()
  })

  it('stays alive in another process too, once its uses are written', async () => {
    await using town = await Town.withAcme()
    const { session } = await signIn(town, 'ada@acme.test')
    await town.caller(session!.token)
    town.now += 11 * HOUR
    await town.caller(session!.token)
    await town.deps.sessions.flush()
    town.now += 11 * HOUR
    const { Sessions } = await import('../../src/operations/sessions.ts')
    const elsewhere = new Sessions(town.deps.store, town.deps.organizations)
    expect(await elsewhere.find(session!.token, town.now)).toBeDefined()
  })

  it('is over after signing out', async () => {
    await using town = await Town.withAcme()
    const { session } = await signIn(town, 'ada@acme.test')
    const caller = await town.caller(session!.token)
    expect(await town.result(caller, 'signOut', { body: {} })).toMatchObject({ endsSession: true })
    expect(await town.caller(session!.token)).toBeUndefined()
  })

  it('is not continued by the next sign-in (SES-01)', async () => {
    await using town = await Town.withAcme()
    const before = (await signIn(town, 'ada@acme.test')).session!
    const caller = (await town.caller(before.token))!
    const body = { email: 'ada@acme.test', password: PASSWORD }
    const { session } = await town.result(caller, 'signIn', { body })
    expect(session!.token).not.toBe(before.token)
    expect(await town.caller(before.token)).toBeUndefined()
  })

  it('is nothing that the store’s contents would open (SES-13)', async () => {
    await using town = await Town.withAcme()
    await signIn(town, 'ada@acme.test')
    const rows = await town.deps.store.rows(town.deps.store.build.from.selectFrom('sessions').selectAll())
    for (const value of rows.flatMap((row) => Object.values(row))) {
      expect(await town.caller(String(value))).toBeUndefined()
      expect(await town.caller(`cps_${String(value)}`)).toBeUndefined()
    }
  })
})

describe('the first start', () => {
  const body = { organization: 'acme', email: 'ada@acme.test', password: PASSWORD }
  const tokenOf = (url: string | undefined): string => new URL(url!).searchParams.get('token')!

  it('prints a link at each start of each replica, and every one works until the first is used', async () => {
    for (const chosen of [0, 1]) {
      await using town = await Town.open()
      const links = [tokenOf(await issueSetupLink(town.deps)), tokenOf(await issueSetupLink(town.deps))]
      await town.result(undefined, 'setUp', { body: { ...body, token: links[chosen] } })
      for (const token of links)
        expect(await town.code(town.result(undefined, 'setUp', { body: { ...body, token } }))).toBe(
          'ALREADY_SET_UP',
        )
    }
  })

  it('has a link that makes the first admin, once', async () => {
    await using town = await Town.open()
    const token = tokenOf(await issueSetupLink(town.deps))
    const { session } = await town.result(undefined, 'setUp', { body: { ...body, token } })
    const ada = await town.caller(session!.token)
    expect((await town.ask(ada, 'listUsers')).items).toMatchObject([
      { email: 'ada@acme.test', access_summary: 'Full access' },
    ])
    expect(await town.code(town.result(undefined, 'setUp', { body: { ...body, token } }))).toBe(
      'ALREADY_SET_UP',
    )
    expect(await issueSetupLink(town.deps)).toBeUndefined()
  })

  it('can be scripted; the token acts, the link makes an admin, and a second time is refused', async () => {
    await using town = await Town.withAcme()
    expect((await town.ask(town.service, 'listUsers')).items).toHaveLength(2)
    expect(await town.code(bootstrap(town.deps, { email: 'x@acme.test', organization: 'other' }))).toBe(
      'ALREADY_SET_UP',
    )
  })

  it('by two at once is won by one (AUTH-25)', async () => {
    await using town = await Town.open()
    const asked = { email: 'ada@acme.test', organization: 'acme' }
    const both = await Promise.allSettled([
      bootstrap(town.deps, asked),
      bootstrap(town.deps, { ...asked, organization: 'b' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected')!
    expect((lost.reason as Refused).refusal.code).toBe('ALREADY_SET_UP')
  })

  it('of the demo has a link that signs in once', async () => {
    await using town = await Town.withAcme()
    const token = tokenOf(await issueDemoLink(town.deps, town.ada.account))
    const { session } = await town.result(undefined, 'openDemo', { body: { token } })
    expect(await town.caller(session!.token)).toMatchObject({ account: town.ada.account, method: 'link' })
    expect(await town.code(town.result(undefined, 'openDemo', { body: { token } }))).toBe('LINK_NOT_VALID')
  })
})
