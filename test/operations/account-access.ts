/** One's own access as it is told: the session, what came with it, and the memberships that it is used with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import { accountById, createSession, type StoreOptions, sessionById } from '../../src/store/store.ts'
import { connectCorp, seated, singleSignOn } from '../support/single-sign-on.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const HOUR = 3_600_000

/** @param place the store, empty */
export function accountAccessPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let town: Awaited<ReturnType<typeof Town.withAcme>>
  let kit: Caller
  let gus: Caller
  beforeAll(async () => {
    town = await Town.withAcme(await place())
    gus = await second(town, 'globex')
    await connectCorp(town.deps)
    kit = await town.person(town.ada, 'kit@acme.test', { role: 'deployer' })
  })
  afterAll(() => town?.[Symbol.asyncDispose]())

  const show = (by: Caller | undefined) => town.ask(by, 'showAccountAccess')
  const tiles = async (by: Caller) =>
    (await show(by)).tiles.map(({ name, says, state }) => [name, says, state])
  const signOn = async (account: string, more: object = {}) =>
    (await town.caller(await singleSignOn(town.deps, { account, ...more })))!
  const CLAIMS = { email: 'Kit@Corp.test', username: 'kitty', groups: ['eng', 'ops'], roles: ['lead'] }

  describe('the four tiles, in their order', () => {
    it.each([
      [
        'a password',
        undefined,
        ['Password', 'ready'],
        ['Compartment', 'setup'],
        ['No groups present', 'setup'],
      ],
      [
        'single sign-on with groups',
        { provider: 'prv_corp', claims: CLAIMS },
        ['SSO browser session', 'ready'],
        ['Corp', 'ready'],
        ['2 group claims', 'ready'],
      ],
      [
        'single sign-on with one group',
        { provider: 'prv_corp', claims: { ...CLAIMS, groups: ['eng'] } },
        ['SSO browser session', 'ready'],
        ['Corp', 'ready'],
        ['1 group claim', 'ready'],
      ],
      [
        'single sign-on that names no provider',
        {},
        ['SSO browser session', 'ready'],
        ['Shared SSO broker', 'ready'],
        ['No groups present', 'setup'],
      ],
    ])(
      'say of %s how the session began, who vouches for it, the memberships, and the groups',
      async (_, sso, method, provider, groups) => {
        const by = sso === undefined ? kit : await signOn(kit.account, sso)
        expect(await tiles(by)).toEqual([
          ['login_method', ...method],
          ['provider', ...provider],
          ['membership_state', '1 active - 0 pending', 'ready'],
          ['group_sync', ...groups],
        ])
      },
    )

    it('say why they ask for attention, and what is ready says nothing', async () => {
      const shown = await show(kit)
      for (const { state, note } of shown.tiles) expect(note === undefined).toBe(state === 'ready')
    })
  })

  describe('the identity', () => {
    it('is what came with the session, and not what the account says by now', async () => {
      const { email, username } = CLAIMS
      const { identity } = await show(await signOn(kit.account, { claims: CLAIMS }))
      expect(identity).toMatchObject({ email, username })
      expect((await show(kit)).identity).toMatchObject({ email: 'kit@acme.test' })
      expect((await show(kit)).identity).not.toHaveProperty('username')
    })

    it('is the account’s in a session from before claims were kept', async () => {
      const session = (await sessionById(town.deps.store, kit.session!))!
      const { claims: _, ...rest } = session
      const { store } = town.deps
      await store.write(createSession(store.build, { ...rest, id: 'ses_old', tokenHash: 'old' }))
      const old = await show({ ...kit, session: 'ses_old' })
      expect([old.identity.email, old.claims.groups]).toEqual(['kit@acme.test', []])
    })

    it('has the pair of customer and tenant of each membership', async () => {
      const { identity } = await show(kit)
      expect(identity.scopes).toEqual([
        {
          customer: { id: expect.stringMatching(/^cus_/) as unknown, name: 'default' },
          organization: { id: expect.stringMatching(/^org_/) as unknown, name: 'acme', display_name: 'acme' },
        },
      ])
    })
  })

  describe('the way to the password', () => {
    const url = async (by: Caller) => (await show(by)).password_url

    it('leads to the sign-in service where there is a password', async () => {
      expect(await url(kit)).toBe('https://access.test/password')
    })

    it('is not there with single sign-on that has no password to fall back to', async () => {
      const { user } = await town.invite(town.ada, 'sue@acme.test', { role: 'viewer' })
      const account = (await accountById(town.deps.store, user.id))!
      expect(account.passwordHash).toBeUndefined()
      expect(await show(await signOn(user.id))).not.toHaveProperty('password_url')
      expect(await url(await signOn(kit.account))).toBe('https://access.test/password')
    })
  })

  describe('claims', () => {
    it('are the groups and roles that came with the sign-in; what contributes is named', async () => {
      const lou = await town.person(town.ada, 'lou@acme.test')
      const sso = { provider: 'prv_corp', claims: { ...CLAIMS, email: 'lou@acme.test' } }
      expect((await show(await signOn(lou.account, sso))).claims).toEqual({
        groups: ['eng', 'ops'],
        roles: ['lead'],
        sources: [],
      })
      for (const [name, source] of [
        ['Eng', 'sso:prv_corp'],
        ['Provisioned', 'scim'],
        ['By hand', 'manual'],
      ] as const) {
        const group = await town.ask(town.ada, 'createGroup', { body: { name } })
        await town.ask(town.ada, 'createAssignment', {
          body: { role: 'viewer', group: name, scope: 'organization' },
        })
        await seated(town.deps, 'id' in group ? group.id : '', lou.account, source)
      }
      const { claims, memberships } = await show(await signOn(lou.account, sso))
      expect(claims.sources.toSorted()).toEqual(['Corp', 'SCIM', 'Stored memberships'])
      expect(memberships[0]!.roles.map(({ name }) => name)).toEqual(['viewer'])
      // A claim alone gives nothing.
      const asked = { principal: lou.account, permission: 'deployment.create', scope: 'organization' }
      expect((await town.ask(town.ada, 'checkAccess', { body: asked })).allowed).toBe(false)
    })
  })

  describe('memberships', () => {
    const rows = async (by: Caller) =>
      (await show(by)).memberships.map(({ organization, status, roles }) => [
        organization.name,
        status,
        roles.map(({ name }) => name).join(' '),
      ])

    it('go from pending to active to disabled, which is counted alone, and back; the state is in these words', async () => {
      const here = await town.invite(town.ada, 'mel@acme.test', { role: 'viewer' })
      await town.invite(gus, 'mel@acme.test', { role: 'deployer' }, 'globex')
      const mel = await town.activate(here.invitation?.activation_url)
      const operator = async () => {
        const params = { organization: 'globex' }
        const { items } = await town.ask(gus, 'listUsers', { params, query: { q: 'mel@acme.test' } })
        return items[0]!.standing
      }
      const state = async () => {
        const { tiles: shown, counts, badge } = await show(mel)
        return [shown[2]!.says, counts.disabled, badge, await operator()]
      }
      expect(await rows(mel)).toEqual([
        ['acme', 'active', 'viewer'],
        ['globex', 'pending', 'deployer'],
      ])
      expect(await state()).toEqual(['1 active - 1 pending', 0, 'access_ready', 'pending'])
      const { items } = await town.ask(mel, 'listAccountInvitations')
      await town.ask(mel, 'acceptInvitation', { params: { invitation: items[0]!.id }, body: {} })
      expect(await state()).toEqual(['2 active - 0 pending', 0, 'access_ready', 'active'])
      const params = { organization: 'globex', user: 'mel@acme.test' }
      await town.ask(gus, 'blockUser', { params })
      expect(await rows(mel)).toEqual([['acme', 'active', 'viewer']])
      expect(await state()).toEqual(['1 active - 0 pending', 1, 'access_ready', 'inactive'])
      await town.ask(gus, 'unblockUser', { params })
      expect(await state()).toEqual(['2 active - 0 pending', 0, 'access_ready', 'active'])
    })

    it('are pending still when the invitation has expired, and say so', async () => {
      const here = await town.invite(town.ada, 'nan@acme.test')
      await town.invite(gus, 'nan@acme.test', {}, 'globex')
      const nan = await town.activate(here.invitation?.activation_url)
      town.now += 8 * 24 * HOUR
      const { session } = await town.result(undefined, 'signIn', {
        body: { email: 'nan@acme.test', password: PASSWORD },
      })
      const again = await town.caller(session!.token)
      expect(again!.account).toBe(nan.account)
      const { memberships, counts } = await show(again)
      expect(counts).toMatchObject({ active: 1, pending: 1 })
      expect(memberships[1]).toMatchObject({ status: 'pending', expired: true })
    })

    it('of whoever has none left are none, and scope is needed', async () => {
      expect((await show(kit)).badge).toBe('access_ready')
      const pat = await town.person(town.ada, 'pat@acme.test')
      await town.ask(town.ada, 'blockUser', { params: { user: 'pat@acme.test' } })
      expect(await show(pat)).toMatchObject({
        badge: 'scope_needed',
        memberships: [],
        counts: { active: 0, pending: 0, disabled: 1 },
        identity: { scopes: [] },
      })
      expect((await tiles(pat))[2]).toEqual(['membership_state', '0 active - 0 pending', 'setup'])
      await town.ask(town.ada, 'removeUser', { params: { user: 'pat@acme.test' } })
      expect((await show(pat)).counts.disabled).toBe(0)
    })

    it('are one’s own alone: nobody else, no other tenant, and nothing of an invitation whose address is not proven (A24)', async () => {
      const vic = await second(town, 'initech', 'cus_other')
      const mallory = await town.person(vic, 'victim@acme.test', {}, 'initech')
      await town.invite(town.ada, 'victim@acme.test', { role: 'admin' })
      const text = JSON.stringify(await show(mallory))
      expect(await rows(mallory)).toEqual([['initech', 'active', '']])
      for (const others of ['acme"', 'globex', 'kit@', 'ada@']) expect(text).not.toContain(others)
      // A session that is good for one organization knows of no other.
      const narrow = await signOn(
        (await town.ask(town.ada, 'showUser', { params: { user: 'mel@acme.test' } })).id,
      )
      expect(await rows(narrow)).toEqual([['acme', 'active', 'viewer']])
    })

    it('of an organization that takes no passwords are unknown to a session that began with one', async () => {
      const living = (await town.deps.organizations.named('globex'))!
      const before = living.snapshot.organization
      living.snapshot.organization = { ...before, passwords: false }
      const { session } = await town.result(undefined, 'signIn', {
        body: { email: 'mel@acme.test', password: PASSWORD },
      })
      const mel = (await town.caller(session!.token))!
      expect(await rows(mel)).toEqual([['acme', 'active', 'viewer']])
      living.snapshot.organization = before
      expect(await rows(mel)).toHaveLength(2)
    })

    it('show a change of role at once (A61)', async () => {
      expect(await rows(kit)).toEqual([['acme', 'active', 'deployer']])
      await town.ask(town.ada, 'grantRole', { params: { user: 'kit@acme.test' }, body: { role: 'readonly' } })
      expect(await rows(kit)).toEqual([['acme', 'active', 'readonly']])
    })
  })

  it('nothing that is secret is in it', async () => {
    const token = await singleSignOn(town.deps, {
      account: kit.account,
      provider: 'prv_corp',
      claims: CLAIMS,
    })
    const text = JSON.stringify(await show(await town.caller(token)))
    const account = (await accountById(town.deps.store, kit.account))!
    const { id, tokenHash } = (await sessionById(town.deps.store, (await town.caller(token))!.session!))!
    for (const secret of [token, tokenHash, id, account.passwordHash!]) {
      expect(secret.length).toBeGreaterThan(10)
      expect(text).not.toContain(secret)
    }
    expect(text).not.toMatch(/"[^"]*(token|cookie|secret|hash)[^"]*":|argon2|cp[a-z]_/i)
  })

  it('is told in a session only: a token describes none', async () => {
    expect(await town.code(show(town.service))).toBe('TOKEN_SCOPE')
    expect(await town.code(show(undefined))).toBe('UNAUTHENTICATED')
  })
}
