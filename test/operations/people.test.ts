import { describe, expect, it } from 'vitest'
import { PASSWORD, second, Town } from '../support/town.ts'

const DAY = 24 * 3600 * 1000

describe('inviting', () => {
  it('adds membership and makes no password and no identity (S0-2)', async () => {
    await using town = await Town.withAcme()
    const { user, invitation } = await town.invite(town.ada, ' Bo@Acme.test ', { role: 'deployer' })
    expect(user).toMatchObject({ email: 'bo@acme.test', status: 'invited', access_summary: 'Deploy' })
    expect(invitation?.activation_url).toMatch(/^https:\/\/access\.test\/activate\?token=cpl_[\w-]{43}$/)
    const rows = await town.deps.store.rows(
      town.deps.store.build.from.selectFrom('accounts').selectAll().where('email', '=', 'bo@acme.test'),
    )
    expect(rows[0]).toMatchObject({ password_hash: null, email_verified_at: null })
    const member = (await town.deps.organizations.named('acme'))!.snapshot.members.get(user.id)
    expect(member?.signInPath).toEqual({ password: false, providers: [] })
  })

  it('keeps the link as a hash alone (SES-12)', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const token = new URL(invitation!.activation_url!).searchParams.get('token')!
    const links = await town.deps.store.rows(
      town.deps.store.build.from.selectFrom('invitation_links').selectAll(),
    )
    expect(JSON.stringify(links)).not.toContain(token.slice(4))
  })

  it('makes whoever has an active account of the install a member at once, without a link (S1-5)', async () => {
    await using town = await Town.withAcme()
    const bo = await town.person(town.ada, 'bo@acme.test')
    const gus = await second(town, 'globex')
    const { user, invitation } = await town.invite(gus, 'BO@acme.test', {}, 'globex')
    expect(invitation).toBeUndefined()
    expect(user).toMatchObject({ id: bo.account, status: 'active' })
  })

  it('of somebody who is invited already says so, and of a member too', async () => {
    await using town = await Town.withAcme()
    await town.invite(town.ada, 'bo@acme.test')
    const refused = await town.refusal(town.invite(town.ada, 'Bo@acme.test'))
    expect(refused.refusal).toMatchObject({ code: 'ALREADY_INVITED' })
    expect(refused.refusal.next).toMatch(/^compartment invitation resend inv_/)
    expect(await town.code(town.invite(town.ada, 'ada@acme.test'))).toBe('ALREADY_MEMBER')
  })

  it('gives nothing that the inviter does not have (S1-9, S2-6)', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createRole', {
      body: {
        name: 'Inviter',
        permissions: ['organization.user.invite', 'organization.role.manage', 'project.read'],
      },
    })
    const ivy = await town.person(town.ada, 'ivy@acme.test', {
      assignments: [{ role: 'Inviter', scope: 'organization' }],
    })
    const refused = await town.refusal(town.invite(ivy, 'bo@acme.test', { role: 'admin' }))
    expect(refused.refusal.code).toBe('ESCALATION')
    expect(refused.refusal.missing?.length).toBe(31)
    await town.invite(ivy, 'cy@acme.test', { role: 'Inviter' })
  })

  it('shows no link to whoever could not do what it would give', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Inviter', permissions: ['organization.user.invite'] },
    })
    const ivy = await town.person(town.ada, 'ivy@acme.test', { role: 'Inviter' })
    const { invitation } = await town.invite(town.ada, 'bo@acme.test', { role: 'admin' })
    const resend = { params: { invitation: invitation!.id }, body: {} }
    expect(await town.code(town.ask(ivy, 'resendInvitation', resend))).toBe('ESCALATION')
    await expect(town.activate(invitation!.activation_url)).resolves.toBeDefined()
  })

  it('rehearsed changes nothing, not even an account', async () => {
    await using town = await Town.withAcme()
    const before = await town.result(town.ada, 'listUsers')
    const answer = await town.ask(town.ada, 'inviteUser', {
      query: { dry_run: 'true' },
      body: { email: 'bo@acme.test', role: 'viewer' },
    })
    expect(answer).toMatchObject({
      dry_run: true,
      events: ['member.added', 'invitation.created', 'assignment.created'],
    })
    expect(await town.result(town.ada, 'listUsers')).toEqual(before)
    const accounts = await town.deps.store.rows(
      town.deps.store.build.from.selectFrom('accounts').select('email'),
    )
    expect(accounts.map(({ email }) => email)).not.toContain('bo@acme.test')
  })
})

describe('an activation link', () => {
  it('is needed before an invited person can sign in (S1-5), and then they can', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const signIn = { body: { email: 'bo@acme.test', password: PASSWORD } }
    expect(await town.code(town.ask(undefined, 'signIn', signIn))).toBe('BAD_CREDENTIAL')
    await town.activate(invitation?.activation_url)
    expect(await town.ask(undefined, 'signIn', signIn)).toMatchObject({ organization: 'acme' })
  })

  it('works once (S1-6), and of two at the same moment one wins', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const both = await Promise.allSettled([
      town.activate(invitation?.activation_url, 'first long pass phrase'),
      town.activate(invitation?.activation_url, 'second long pass phrase'),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = await town.refusal(town.activate(invitation?.activation_url))
    expect(refused.refusal).toMatchObject({ code: 'LINK_NOT_VALID', detail: 'this link was used already' })
  })

  it('ends with its time; removing and inviting again gives a fresh one (S1-6)', async () => {
    await using town = await Town.withAcme()
    const { user, invitation } = await town.invite(town.ada, 'bo@acme.test')
    town.now += 7 * DAY
    const ada = await signedIn(town)
    expect(await town.code(town.activate(invitation?.activation_url))).toBe('LINK_NOT_VALID')
    await town.ask(ada, 'removeUser', { params: { user: user.id } })
    const again = await town.invite(ada, 'bo@acme.test')
    expect(await town.code(town.activate(invitation?.activation_url))).toBe('LINK_NOT_VALID')
    await expect(town.activate(again.invitation?.activation_url)).resolves.toMatchObject({ account: user.id })
  })

  it('is replaced by the next one, and says so', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const resent = await town.ask(town.ada, 'resendInvitation', {
      params: { invitation: 'bo@acme.test' },
      body: {},
    })
    const refused = await town.refusal(town.activate(invitation?.activation_url))
    expect(refused.refusal.detail).toBe('this link was replaced, ask for the newest')
    if (!('activation_url' in resent)) throw new Error('no link')
    await town.activate(resent.activation_url)
  })

  it('ends with the invitation', async () => {
    await using town = await Town.withAcme()
    const { user, invitation } = await town.invite(town.ada, 'bo@acme.test', { role: 'viewer' })
    await town.ask(town.ada, 'cancelInvitation', { params: { invitation: invitation!.id } })
    expect(await town.code(town.activate(invitation?.activation_url))).toBe('LINK_NOT_VALID')
    expect(await town.code(town.ask(town.ada, 'showUser', { params: { user: user.id } }))).toBe('NOT_FOUND')
  })

  it('takes no password that anybody would guess, and none that is short', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    for (const password of ['short password', 'password1234567', 'bo@acme.test2026', 'a'.repeat(129)]) {
      expect(await town.code(town.activate(invitation?.activation_url, password))).toBe('INVALID')
    }
    await town.activate(invitation?.activation_url, 'onlylowercaseletters')
  })
})

describe('members', () => {
  it('are listed with e-mail, roles, status and access (S1-7)', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'bo@acme.test', { role: 'readonly' })
    await town.invite(town.ada, 'cy@acme.test')
    const { items } = await town.ask(town.ada, 'listUsers', { query: { type: 'user' } })
    expect(items.map(({ email, status, access_summary }) => [email, status, access_summary])).toEqual([
      ['ada@acme.test', 'active', 'Full access'],
      ['bo@acme.test', 'active', 'Read-only'],
      ['cy@acme.test', 'invited', 'Membership only'],
    ])
    const all = await town.ask(town.ada, 'listUsers')
    expect(all.items.filter(({ type }) => type === 'automation')).toHaveLength(1)
  })

  it('are promoted and demoted by one grant of a built-in role (S1-3, S1-8)', async () => {
    await using town = await Town.withAcme()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'readonly' })
    const grant = (role: string) =>
      town.ask(town.ada, 'grantRole', { params: { user: 'bo@acme.test' }, body: { role } })
    expect(await grant('deployer')).toMatchObject({ access_summary: 'Deploy', roles: [{ name: 'deployer' }] })
    expect(await grant('viewer')).toMatchObject({
      access_summary: 'Limited view',
      roles: [{ name: 'viewer' }],
    })
    const own = { principal: bo.account, permission: 'project.read', scope: 'organization' }
    expect(await town.ask(bo, 'checkAccess', { body: own })).toMatchObject({ allowed: true })
  })

  it('who are deployers cannot grant admin (S1-9)', async () => {
    await using town = await Town.withAcme()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'deployer' })
    const grant = { params: { user: 'bo@acme.test' }, body: { role: 'admin' } }
    const refused = await town.refusal(town.ask(bo, 'grantRole', grant))
    expect(refused.refusal.code).toBe('NOT_ALLOWED')
    expect(refused.more).toMatchObject({
      requiredPermission: 'organization.role.manage',
      scope: 'organization',
    })
  })

  it('who are blocked stay, cannot sign in and lose their sessions at once; unblocking restores all (S0-12)', async () => {
    await using town = await Town.withAcme()
    const { session } = await activated(town, 'bo@acme.test')
    const bo = (await town.caller(session))!
    const block = { params: { user: 'bo@acme.test' }, body: { reason: 'left the laptop on a train' } }
    expect(await town.ask(town.ada, 'blockUser', block)).toMatchObject({
      access: 'blocked',
      status: 'active',
    })
    expect(await town.caller(session)).toBeUndefined()
    expect(await town.code(town.ask(bo, 'listProjects'))).toBe('BLOCKED')
    const signIn = { body: { email: 'bo@acme.test', password: PASSWORD } }
    expect(await town.code(town.ask(undefined, 'signIn', signIn))).toBe('BAD_CREDENTIAL')
    await town.ask(town.ada, 'unblockUser', block)
    expect(await town.ask(undefined, 'signIn', signIn)).toMatchObject({ user: { id: bo.account } })
    expect(await town.caller(session)).toBeUndefined()
  })

  it('who are removed are gone at once, sessions included (S1-10)', async () => {
    await using town = await Town.withAcme()
    const { session } = await activated(town, 'bo@acme.test')
    const bo = (await town.caller(session))!
    await town.ask(town.ada, 'removeUser', { params: { user: 'bo@acme.test' } })
    expect(await town.caller(session)).toBeUndefined()
    expect(await town.code(town.ask(bo, 'listProjects'))).toBe('NOT_FOUND')
  })

  it('always include an admin: the last one cannot be removed, demoted or blocked (S1-11)', async () => {
    await using town = await Town.withAcme()
    const user = 'ada@acme.test'
    expect(await town.code(town.ask(town.ada, 'removeUser', { params: { user } }))).toBe('LAST_ADMIN')
    expect(await town.code(town.ask(town.ada, 'blockUser', { params: { user }, body: {} }))).toBe(
      'LAST_ADMIN',
    )
    expect(
      await town.code(town.ask(town.ada, 'grantRole', { params: { user }, body: { role: 'viewer' } })),
    ).toBe('LAST_ADMIN')
    expect(await town.code(town.ask(town.ada, 'changeSignInSettings', { body: { passwords: false } }))).toBe(
      'LAST_ADMIN',
    )
    await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
    expect(await town.ask(town.ada, 'removeUser', { params: { user } })).toEqual({})
  })

  it('who are two admins and remove each other at the same moment leave one (S1-11)', async () => {
    await using town = await Town.withAcme()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
    const both = await Promise.allSettled([
      town.ask(town.ada, 'removeUser', { params: { user: 'bo@acme.test' } }),
      town.ask(bo, 'removeUser', { params: { user: 'ada@acme.test' } }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const left = (await town.ask(town.service, 'listUsers', { query: { type: 'user' } })).items
    expect(left).toHaveLength(1)
  })
})

async function activated(town: Town & { ada: Parameters<Town['invite']>[0] }, email: string) {
  const { invitation } = await town.invite(town.ada, email)
  const token = new URL(invitation!.activation_url!).searchParams.get('token')!
  const { session } = await town.result(undefined, 'activate', { body: { token, password: PASSWORD } })
  return { session: session!.token }
}

async function signedIn(town: Town) {
  const body = { email: 'ada@acme.test', password: PASSWORD }
  return (await town.caller((await town.result(undefined, 'signIn', { body })).session!.token))!
}
