/** What holds of single sign-on on every store. */
import { describe, expect, it } from 'vitest'
import {
  accountByEmail,
  identitiesOf,
  loadState,
  type StoreOptions,
  sessionById,
} from '../../src/store/store.ts'
import { PASSWORD } from '../support/town.ts'
import { evidence } from './help-desk.ts'
import { addProvider, begin, complete, refusedAs, says, signsIn, ssoTown } from './sso-town.ts'

type Fresh = () => Promise<{ readonly options: StoreOptions } & AsyncDisposable>

export function singleSignOnOn(fresh: Fresh): void {
  describe('a first sign-in', () => {
    it('accepts a live invitation, whose role wins over the one of those who join by themselves', async () => {
      await using place = await fresh()
      await using town = await ssoTown(
        { auto_join_domains: ['acme.test'], auto_join_role: 'deployer' },
        place,
      )
      await town.invite(town.ada, 'Sam@Acme.test', { role: 'viewer' })
      const sam = await signsIn(town)
      const user = await town.ask(sam, 'showUser', { params: { user: 'sam@acme.test' } })
      expect(user).toMatchObject({
        status: 'active',
        roles: [{ name: 'viewer' }],
        sign_in: { password: false, providers: [{ key: 'corp' }] },
      })
    })

    it('makes whoever may join a member, with the role that is given to them', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'], auto_join_role: 'viewer' }, place)
      const sam = await signsIn(town, says({ name: 'Sam Field' }))
      const user = await town.ask(sam, 'showUser', { params: { user: sam.account } })
      expect(user).toMatchObject({ name: 'Sam Field', status: 'active', roles: [{ name: 'viewer' }] })
      const account = await accountByEmail(town.deps.store, 'sam@acme.test')
      expect(account?.emailVerifiedBy).toMatch(/^provider:sso_/)
    })

    it('lets nobody in who is neither invited nor of a domain that may join', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      expect(await refusedAs(town, says({ email: 'eve@else.test' }))).toBe('NOT_A_MEMBER')
      expect(await accountByEmail(town.deps.store, 'eve@else.test')).toBeUndefined()
    })

    it('admits nobody by a domain that is not proven', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['else.test'] }, place)
      expect(await refusedAs(town, says({ email: 'eve@else.test' }))).toBe('NOT_A_MEMBER')
    })

    it('is the same person the next time, whatever the address says then', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      const first = await signsIn(town)
      const again = await signsIn(town, says({ email: 'sam.field@acme.test', email_verified: false }))
      expect(again.account).toBe(first.account)
      expect(await identitiesOf(town.deps.store, first.account)).toHaveLength(1)
    })
  })

  it('RACE-07 of first sign-ins of one person at the same moment each finds what the first has made', async () => {
    await using place = await fresh()
    await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
    const flows = await Promise.all(Array.from({ length: 6 }, () => begin(town)))
    const ended = await Promise.all(
      flows.map(({ url, flow }) => complete(town, town.provider.comesBack(url, says()), flow)),
    )
    expect(new Set(ended.map(({ answer }) => answer.user.id)).size).toBe(1)
    expect(await identitiesOf(town.deps.store, ended[0]!.answer.user.id)).toHaveLength(1)
  })

  describe('the session', () => {
    it('records method, provider and what was claimed, and opens the provider’s organization alone', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      const sam = await signsIn(
        town,
        says({ groups: ['Ops', 'All'], roles: 'dev', preferred_username: 'sam' }),
      )
      const session = await sessionById(town.deps.store, sam.session!)
      expect(session).toMatchObject({
        method: 'oidc',
        claims: { email: 'sam@acme.test', username: 'sam', groups: ['Ops', 'All'], roles: ['dev'] },
      })
      expect(session?.provider).toMatch(/^sso_/)
      expect(sam.organization).toBe('acme')
    })
  })

  it('a program that such a session agrees to opens no more, and ends with the provider too', async () => {
    await using place = await fresh()
    await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
    const sam = await signsIn(town)
    const { user_code, device_code } = await town.ask(undefined, 'startDeviceLogin', {
      body: { client: 'cli' },
    })
    await town.ask(sam, 'showDeviceLogin', { body: { user_code } })
    await town.ask(sam, 'decideDeviceLogin', { body: { user_code, decision: 'approve' } })
    const polled = await town.ask(undefined, 'pollDeviceLogin', { body: { device_code } })
    if (polled.state !== 'approved') throw new Error(polled.state)
    const program = await town.caller(polled.token)
    expect(program).toMatchObject({ account: sam.account, method: 'sso', organization: 'acme' })
    const removed = await town.ask(town.ada, 'removeOidcProvider', { params: { provider: 'corp' } })
    expect(removed).toMatchObject({ ended_sessions: 2 })
    expect(await town.caller(polled.token)).toBeUndefined()
  })

  describe('somebody who was removed', () => {
    it('is not let in by joining, and comes back with a new invitation as a new start', async () => {
      await using place = await fresh()
      await using town = await ssoTown(
        { auto_join_domains: ['acme.test'], auto_join_role: 'deployer' },
        place,
      )
      const sam = await signsIn(town)
      await town.ask(town.ada, 'removeUser', { params: { user: sam.account } })
      expect(await refusedAs(town, says())).toBe('NOT_A_MEMBER')
      await town.invite(town.ada, 'sam@acme.test', { role: 'viewer' })
      const back = await signsIn(town)
      expect(back.account).toBe(sam.account)
      const user = await town.ask(back, 'showUser', { params: { user: back.account } })
      expect(user.roles.map(({ name }) => name)).toEqual(['viewer'])
    })

    it('is not let in by joining after their invitation was cancelled', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      const { invitation } = await town.invite(town.ada, 'sam@acme.test')
      await town.ask(town.ada, 'cancelInvitation', { params: { invitation: invitation!.id } })
      expect(await refusedAs(town, says())).toBe('NOT_A_MEMBER')
    })
  })

  describe('groups', () => {
    it('become seats before the session begins, and only through rules', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      await town.ask(town.ada, 'createGroup', { body: { name: 'Operators' } })
      await town.ask(town.ada, 'createAssignment', {
        body: { role: 'deployer', group: 'Operators', scope: 'organization' },
      })
      await town.ask(town.ada, 'updateOidcProvider', {
        params: { provider: 'corp' },
        body: { group_rules: [{ value: 'Ops', group: 'Operators' }] },
      })
      const sam = await signsIn(town, says({ groups: ['Ops', 'admin'] }))
      const check = { principal: 'sam@acme.test', permission: 'deployment.create', scope: 'organization' }
      expect(await town.ask(sam, 'checkAccess', { body: check })).toMatchObject({ allowed: true })
      const { items } = await town.ask(town.ada, 'listGroupMembers', { params: { group: 'Operators' } })
      expect(items).toMatchObject([{ email: 'sam@acme.test', source: 'sso:corp' }])
      const added = { params: { group: 'Operators' }, body: { user: 'ada@acme.test' } }
      expect(await town.code(town.ask(town.ada, 'addGroupMember', added))).toBe('MANAGED_IDENTITY')
      await signsIn(town, says({ groups: ['admin'] }))
      expect(await town.ask(sam, 'checkAccess', { body: check })).toMatchObject({ allowed: false })
    })
  })

  describe('the diagnosis', () => {
    it('of somebody invited whose provider does not vouch for the address says so', async () => {
      await using place = await fresh()
      await using town = await ssoTown({}, place)
      await town.invite(town.ada, 'sam@acme.test', { role: 'viewer' })
      expect(await refusedAs(town, says({ email_verified: false }))).toBe('NOT_A_MEMBER')
      const diagnosis = await town.ask(town.ada, 'diagnoseAccess', { body: { principal: 'sam@acme.test' } })
      expect(diagnosis.code).toBe('INVITE_PENDING')
      expect(evidence(diagnosis, 'signed_up')).toMatch(
        /1 attempt was refused since, .*: the sign-in provider does not say that it has verified their address/,
      )
    })

    it('NO_SSO_IDENTITY tells of the identity that is linked in place of theirs', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      await signsIn(town, says({ email: 'ada@acme.test', sub: 'ada' }))
      await town.invite(town.ada, 'kim@acme.test', { role: 'viewer' })
      await town.ask(town.ada, 'changeSignInSettings', { body: { passwords: false } })
      const ada = await signsIn(town, says({ email: 'ada@acme.test', sub: 'ada' }))
      await signsIn(town, says({ email: 'kim@acme.test', sub: 'kim' }))
      town.now += 1000
      expect(await refusedAs(town, says({ email: 'kim@acme.test', sub: 'new' }))).toBe('NO_SSO_IDENTITY')
      const body = { principal: 'kim@acme.test', goal: { sign_in: true } }
      const diagnosis = await town.ask(ada, 'diagnoseAccess', { body })
      expect(evidence(diagnosis, 'sign_in')).toMatch(/another identity at the sign-in provider is linked/)
    })

    it('NO_GROUP_CLAIMS stands where a group of the provider would give it and none was named', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      await town.ask(town.ada, 'createGroup', { body: { name: 'Operators' } })
      await town.ask(town.ada, 'createAssignment', {
        body: { role: 'deployer', group: 'Operators', scope: 'organization' },
      })
      await town.ask(town.ada, 'updateOidcProvider', {
        params: { provider: 'corp' },
        body: { group_rules: [{ value: 'Ops', group: 'Operators' }] },
      })
      const goal = { permission: 'deployment.create', scope: 'organization' }
      const asked = () => town.ask(town.ada, 'diagnoseAccess', { body: { principal: 'sam@acme.test', goal } })
      await signsIn(town, says())
      const without = await asked()
      expect([without.code, without.next.command]).toEqual(['NO_GROUP_CLAIMS', 'compartment sso oidc list'])
      expect(evidence(without, 'sign_in')).toMatch(/`Corp` named no groups of theirs/)
      town.now += 1000
      await signsIn(town, says({ groups: ['Else'] }))
      const other = await asked()
      expect(other.code).toBe('NO_ASSIGNMENT')
      expect(evidence(other, 'sign_in')).toMatch(/signing out and in once changes it/)
      town.now += 1000
      await signsIn(town, says({ groups: ['Ops'] }))
      expect((await asked()).verdict).toBe('allowed')
    })
  })

  describe('a provider', () => {
    it('never shows its secret, and keeps it sealed', async () => {
      await using place = await fresh()
      await using town = await ssoTown({}, place)
      const { items } = await town.ask(town.ada, 'listOidcProviders')
      expect(items.map((one) => [one.key, one.client_secret_set_at !== null])).toEqual([['corp', true]])
      expect(JSON.stringify(items)).not.toContain('only the two of them')
      const rows = await town.deps.store.rows(
        town.deps.store.build.from.selectFrom('provider_secrets').selectAll(),
      )
      expect(JSON.stringify(rows)).not.toContain('only the two of them')
      expect(rows).toHaveLength(1)
    })

    it('that is removed ends the sessions that it carried, and says beforehand how many', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      const { url, flow } = await begin(town)
      const { session } = await complete(town, town.provider.comesBack(url, says()), flow)
      const parts = { params: { provider: 'corp' } }
      const dry = await town.ask(town.ada, 'removeOidcProvider', { ...parts, query: { dry_run: 'true' } })
      expect(dry).toMatchObject({ dry_run: true, ended_sessions: 1 })
      expect(await town.caller(session!.token)).toBeDefined()
      expect(await town.ask(town.ada, 'removeOidcProvider', parts)).toMatchObject({ ended_sessions: 1 })
      expect(await town.caller(session!.token)).toBeUndefined()
    })

    it('ends no sessions with a change of its button, also where another server changes it', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      await town.ask(town.ada, 'createGroup', { body: { name: 'Operators' } })
      const group_rules = [{ value: 'Ops', group: 'Operators' }]
      const change = (body: object) =>
        town.ask(town.ada, 'updateOidcProvider', { params: { provider: 'corp' }, body: { ...body } })
      await change({ group_rules })
      await signsIn(town)
      // As the store spells it.
      const living = (await town.deps.organizations.named('acme'))!
      living.snapshot.providers = (await loadState(town.deps.store, living.id))!.providers
      const { revision } = living
      expect(await change({ group_rules })).toMatchObject({ ended_sessions: 0 })
      expect(living.revision).toBe(revision)
      expect(await change({ group_rules, button_text: 'Go' })).toMatchObject({ ended_sessions: 0 })
      expect(await change({ group_rules: [] })).toMatchObject({ ended_sessions: 1 })
    })

    it('that is not the last one leaves invitations as they are; they name where to sign in', async () => {
      await using place = await fresh()
      await using town = await ssoTown({}, place)
      const ada = await signsIn(town, says({ email: 'ada@acme.test' }))
      await town.ask(ada, 'changeSignInSettings', { body: { passwords: false } })
      const { invitation } = await town.invite(ada, 'sam@acme.test')
      expect(invitation?.sign_in_url).toBe('http://127.0.0.1:4100/sign-in?organization=acme')
      const other = { key: 'spare', display_name: 'Spare' }
      await addProvider(town, other, ada)
      const off = (provider: string, dry_run?: 'true') =>
        town.ask(ada, 'updateOidcProvider', {
          params: { provider },
          query: { ...(dry_run !== undefined && { dry_run }) },
          body: { enabled: false },
        })
      expect(await off('spare')).toMatchObject({ impossible_invitations: [] })
      expect(await town.code(off('corp'))).toBe('LAST_ADMIN')
    })

    it('that is changed in what sessions rest on ends them; a new button text does not', async () => {
      await using place = await fresh()
      await using town = await ssoTown({ auto_join_domains: ['acme.test'] }, place)
      const { url, flow } = await begin(town)
      const { session } = await complete(town, town.provider.comesBack(url, says()), flow)
      const change = (body: object) =>
        town.ask(town.ada, 'updateOidcProvider', { params: { provider: 'corp' }, body: { ...body } })
      expect(await change({ button_text: 'Go' })).toMatchObject({ button_text: 'Go', ended_sessions: 0 })
      expect(await town.caller(session!.token)).toBeDefined()
      expect(await change({ groups_claim: 'teams' })).toMatchObject({ ended_sessions: 1 })
      expect(await town.caller(session!.token)).toBeUndefined()
    })

    it('is not removed, nor switched off, while no admin would have a way in without it', async () => {
      await using place = await fresh()
      await using town = await ssoTown({}, place)
      const ada = await signsIn(town, says({ email: 'ada@acme.test' }))
      await town.ask(ada, 'changeSignInSettings', { body: { passwords: false } })
      const params = { provider: 'corp' }
      expect(await town.code(town.ask(ada, 'removeOidcProvider', { params }))).toBe('LAST_ADMIN')
      const off = town.ask(ada, 'updateOidcProvider', { params, body: { enabled: false } })
      expect(await town.code(off)).toBe('LAST_ADMIN')
      await town.ask(ada, 'changeSignInSettings', { body: { passwords: true } })
      const { session } = await town.result(undefined, 'signIn', {
        body: { email: 'ada@acme.test', password: PASSWORD },
      })
      const withPassword = (await town.caller(session!.token))!
      expect(await town.ask(withPassword, 'removeOidcProvider', { params })).toMatchObject({
        ended_sessions: 1,
      })
    })
  })
}
