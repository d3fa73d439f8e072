/** An account that was prepared in one organization gains nothing in another; one that is proven needs no second link. */
import { describe, expect, it } from 'vitest'
import { hashSecret, newSecret } from '../../src/identity/secrets.ts'
import type { Caller } from '../../src/operations/call.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { accountByEmail, createCustomer, createSession } from '../../src/store/store.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const tokenOf = (url: string | undefined): string => new URL(url!).searchParams.get('token')!

describe('an account that was never activated', () => {
  it('gets a link of its own in each organization; the first sets the password, the next asks for it', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const here = await town.invite(town.ada, 'bo@acme.test')
    const there = await town.invite(gus, 'bo@acme.test', {}, 'globex')
    expect(there.user.id).toBe(here.user.id)
    const bo = await town.activate(here.invitation?.activation_url)
    const token = tokenOf(there.invitation?.activation_url)
    const accept = (body: object, caller = {}) =>
      town.result(undefined, 'activate', { body: { token, ...body } }, caller)
    expect(await town.code(accept({}))).toBe('INVALID')
    expect(await town.code(accept({ password: 'not their password' }))).toBe('BAD_CREDENTIAL')
    expect(await town.code(accept({ password: 'not their password' }, { caller: bo }))).toBe('BAD_CREDENTIAL')
    expect(await town.code(accept({ password: PASSWORD }, { caller: town.ada }))).toBe('INVITE_OTHER_EMAIL')
    await accept({}, { caller: bo })
    expect((await town.ask(bo, 'listOrganizations')).items.map(({ name }) => name)).toEqual([
      'acme',
      'globex',
    ])
  })

  it('of two links at the same moment one sets the password, and the other does not set it again', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const here = await town.invite(town.ada, 'bo@acme.test')
    const there = await town.invite(gus, 'bo@acme.test', {}, 'globex')
    const passwords = ['first long pass phrase', 'second long pass phrase']
    const both = await Promise.allSettled([
      town.activate(here.invitation?.activation_url, passwords[0]),
      town.activate(there.invitation?.activation_url, passwords[1]),
    ])
    const won = both.findIndex(({ status }) => status === 'fulfilled')
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const signIn = (password: string) =>
      town.result(undefined, 'signIn', { body: { email: 'bo@acme.test', password } })
    await expect(signIn(passwords[won]!)).resolves.toBeDefined()
    expect(await town.code(signIn(passwords[1 - won]!))).toBe('BAD_CREDENTIAL')
  })
})

/** Somebody who is active in `initech` without a password, as whoever signs in with single sign-on is. */
async function pat(town: Town, customer?: string) {
  const { deps } = town
  const email = 'pat@initech.test'
  const account = { id: deps.newId('usr'), email, emailDisplay: email, name: '', type: 'user' } as const
  const admins = [{ account: { ...account, epoch: 0, createdAt: town.now }, isNew: true }]
  const { build } = deps.store
  if (customer !== undefined)
    await deps.store.write(createCustomer(build, { id: customer, name: 'other', createdAt: town.now }))
  const initech = await createOrganization(deps, {
    name: 'initech',
    admins,
    ...(customer !== undefined && { customer }),
  })
  return { email, id: account.id, initech, session: await singleSignOn(town, account.id, initech.id) }
}

/** What a sign-in with a provider of one organization begins: a session for that organization alone. */
async function singleSignOn(town: Town, account: string, organization: string, epoch = 0): Promise<Caller> {
  const { store } = town.deps
  const token = newSecret('session')
  const times = { createdAt: town.now, lastUsedAt: town.now }
  const ends = { idleExpiresAt: town.now + 1e9, absoluteExpiresAt: town.now + 1e9 }
  const session = { id: town.deps.newId('ses'), tokenHash: hashSecret(token), account, organization, epoch }
  await store.write(createSession(store.build, { ...session, method: 'oidc', ...times, ...ends }))
  return (await town.caller(token))!
}

describe('an account that is in use elsewhere without a password', () => {
  const passwordOf = async (town: Town, email: string) =>
    (await accountByEmail(town.deps.store, email))?.passwordHash

  it('gets no password from a link: its owner signs in first', async () => {
    await using town = await Town.withAcme()
    const { email, id, session } = await pat(town)
    const { invitation } = await town.invite(town.ada, email)
    const token = tokenOf(invitation?.activation_url)
    const inspect = (caller?: Caller) => town.ask(caller, 'inspectLink', { body: { token } })
    expect(await town.code(town.activate(invitation?.activation_url))).toBe('UNAUTHENTICATED')
    expect(await passwordOf(town, email)).toBeUndefined()
    expect(await inspect()).toMatchObject({ state: 'usable', asks: 'sign_in', signed_in: 'nobody' })
    expect(await inspect(session)).toMatchObject({ asks: 'new_password', signed_in: 'owner' })
    const accepted = await town.result(session, 'activate', { body: { token, password: PASSWORD } })
    expect((await town.caller(accepted.session!.token))?.account).toBe(id)
  })

  it('tells the other organizations of the password, in the same change', async () => {
    await using town = await Town.withAcme()
    const { email, id, initech, session } = await pat(town)
    expect(initech.snapshot.members.get(id)?.signInPath.password).toBe(false)
    const { invitation } = await town.invite(town.ada, email)
    const before = initech.snapshot.revision
    const token = tokenOf(invitation?.activation_url)
    const begun = await town.result(session, 'activate', { body: { token, password: PASSWORD } })
    expect(initech.snapshot.members.get(id)?.signInPath.password).toBe(true)
    expect(initech.snapshot.revision).toBe(before + 1)
    const params = { organization: 'initech' }
    const owner = await town.caller(begun.session!.token)
    const { items } = await town.ask(owner, 'listAuditEvents', { params, query: { limit: 5 } })
    const change = items.find(({ type }) => type === 'sign_in_path.changed')
    expect(change?.actor).toMatchObject({ id })
  })

  it('gets none from a link that another customer’s operator saw, even signed in', async () => {
    await using town = await Town.withAcme()
    const { email, session } = await pat(town, 'cus_other')
    const { invitation } = await town.invite(town.ada, email)
    const body = { token: tokenOf(invitation?.activation_url), password: PASSWORD }
    expect(await town.code(town.result(session, 'activate', { body }))).toBe('LINK_NOT_VALID')
    expect(await passwordOf(town, email)).toBeUndefined()
    const { token } = body
    expect(await town.ask(session, 'inspectLink', { body: { token } })).toMatchObject({ state: 'not_valid' })
    const accept = { params: { invitation: invitation!.id }, body: { token } }
    expect(await town.code(town.ask(session, 'acceptInvitation', accept))).toBe('INVALID')
  })
})

describe('an account with a password that another customer’s operator prepared', () => {
  it('gains nothing here: it is told of no invitation, and accepts none without the link (INV-16)', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex', 'cus_other')
    const mallory = await town.person(gus, 'victim@acme.test', {}, 'globex')
    const { invitation } = await town.invite(town.ada, 'victim@acme.test', { role: 'admin' })
    expect(invitation?.activation_url).toBeDefined()
    expect((await town.ask(mallory, 'listAccountInvitations')).items).toEqual([])
    const accept = { params: { invitation: invitation!.id } }
    expect(await town.code(town.ask(mallory, 'acceptInvitation', { ...accept, body: {} }))).toBe('NOT_FOUND')
    expect((await town.ask(mallory, 'listOrganizations')).items.map(({ name }) => name)).toEqual(['globex'])
  })
})

describe('an invitation that waits', () => {
  it('is listed for its owner where the address is proven, and accepted without its link', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const here = await town.invite(town.ada, 'bo@acme.test', { role: 'viewer' })
    const there = await town.invite(gus, 'bo@acme.test', { role: 'deployer' }, 'globex')
    const bo = await town.activate(here.invitation?.activation_url)
    const { items } = await town.ask(bo, 'listAccountInvitations')
    expect(items.map(({ id, organization }) => [id, organization.name])).toEqual([
      [there.invitation!.id, 'globex'],
    ])
    const params = { invitation: there.invitation!.id }
    const { organization } = await town.ask(bo, 'acceptInvitation', { params, body: {} })
    expect(organization.name).toBe('globex')
    expect((await town.ask(bo, 'listAccountInvitations')).items).toEqual([])
    expect(await town.code(town.ask(bo, 'acceptInvitation', { params, body: {} }))).toBe('NOT_FOUND')
    const own = { principal: bo.account, permission: 'deployment.create', scope: 'organization' }
    const asked = { params: { organization: 'globex' }, body: own }
    expect(await town.ask(bo, 'checkAccess', asked)).toMatchObject({ allowed: true })
  })

  it('is nobody else’s, and no token’s', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const params = { invitation: invitation!.id }
    const token = tokenOf(invitation?.activation_url)
    const accept = (caller: Caller, body: Record<string, unknown>) =>
      town.ask(caller, 'acceptInvitation', { params, body })
    expect(await town.code(accept(town.ada, {}))).toBe('NOT_FOUND')
    expect(await town.code(accept(town.ada, { token }))).toBe('INVITE_OTHER_EMAIL')
    for (const body of [{}, { token }])
      expect(await town.code(accept(town.service, body))).toBe('TOKEN_SCOPE')
    await expect(town.activate(invitation?.activation_url)).resolves.toBeDefined()
  })
})

describe('a session that is good for one organization', () => {
  it('shows no invitation of another one, though the address is proven there too', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const here = await town.invite(town.ada, 'bo@acme.test')
    const there = await town.invite(gus, 'bo@acme.test', {}, 'globex')
    const bo = await town.activate(here.invitation?.activation_url)
    const acme = (await town.deps.organizations.named('acme'))!
    const narrow = await singleSignOn(town, bo.account, acme.id, 1)
    expect((await town.ask(bo, 'listAccountInvitations')).items).toHaveLength(1)
    expect((await town.ask(narrow, 'listAccountInvitations')).items).toEqual([])
    const accept = { params: { invitation: there.invitation!.id }, body: {} }
    expect(await town.code(town.ask(narrow, 'acceptInvitation', accept))).toBe('NOT_FOUND')
  })

  it('accepts there alone, unless it has the link; and begins no session that would reach further', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex', 'cus_other')
    const bo = await town.person(town.ada, 'bo@acme.test')
    const acme = (await town.deps.organizations.named('acme'))!
    const narrow = await singleSignOn(town, bo.account, acme.id, 1)
    const { invitation } = await town.invite(gus, 'bo@acme.test', {}, 'globex')
    const token = tokenOf(invitation?.activation_url)
    const params = { invitation: invitation!.id }
    expect((await town.ask(narrow, 'listAccountInvitations')).items).toEqual([])
    expect(await town.code(town.ask(narrow, 'acceptInvitation', { params, body: {} }))).toBe('NOT_FOUND')
    expect(await town.code(town.result(narrow, 'activate', { body: { token } }))).toBe('INVALID')
    await town.ask(narrow, 'acceptInvitation', { params, body: { token } })
    expect(await town.code(town.result(narrow, 'activate', { body: { token } }))).toBe('LINK_NOT_VALID')
  })
})

describe('an organization that takes no passwords', () => {
  it('gives out no link, and lets no password session in', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'early@acme.test')
    const living = (await town.deps.organizations.named('acme'))!
    const { organization } = living.snapshot
    // What single sign-on will do one day: nobody could do this now without losing the last admin.
    living.snapshot.organization = { ...organization, passwords: false }
    const invited = await town.invite(town.service, 'late@acme.test')
    expect(invited.invitation).toMatchObject({ id: expect.stringMatching(/^inv_/) as string })
    expect(invited.invitation).not.toHaveProperty('activation_url')
    living.snapshot.organization = { ...organization, passwords: false }
    expect(await town.code(town.activate(invitation?.activation_url))).toBe('SSO_REQUIRED')
    expect(await town.code(town.ask(town.ada, 'listUsers'))).toBe('SSO_REQUIRED')
  })
})
