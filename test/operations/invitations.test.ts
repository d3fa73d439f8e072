/** The rules of invitations, one by one; who may accept with what is in `verified-accounts.test.ts`. */
import { describe, expect, it } from 'vitest'
import { accountByEmail, settleMail } from '../../src/store/store.ts'
import { MAILER, outbox } from '../support/outbox.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const SECOND = 1000
const DAY = 24 * 3600 * SECOND
const tokenOf = (url: string | undefined): string => new URL(url!).searchParams.get('token')!

/** As somebody who needs no session: lifetimes of sessions play no part. */
const inspect = (town: Town, url: string | undefined) =>
  town.ask(undefined, 'inspectLink', { body: { token: tokenOf(url) } })

async function resend(town: Town & { service: Parameters<Town['invite']>[0] }, who: string, body = {}) {
  const answer = await town.ask(town.service, 'resendInvitation', { params: { invitation: who }, body })
  if ('dry_run' in answer) throw new Error('a dry run')
  return answer
}

const shown = async (town: Town & { service: Parameters<Town['invite']>[0] }, email: string) => {
  const { items } = await town.ask(town.service, 'listInvitations', { query: { q: email } })
  return items[0]!
}

describe('an invitation', () => {
  it('says who invited, what it gives, how often and how it went out, and what became of it', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
    await town.ask(town.ada, 'createGroup', { body: { name: 'Support' } })
    const given = {
      role: 'viewer',
      assignments: [{ role: 'deployer', scope: 'billing' }],
      groups: ['Support'],
    }
    const { invitation } = await town.invite(town.ada, 'bo@acme.test', given)
    await resend(town, 'bo@acme.test')
    const listed = await shown(town, 'bo@acme.test')
    expect(listed).toMatchObject({
      id: invitation!.id,
      state: 'pending',
      invited_by: town.ada.account,
      issued: 2,
      delivery: 'shown',
      groups: [{ name: 'Support' }],
    })
    expect(listed.roles.map(({ name, scope }) => [name, scope.project])).toEqual([
      ['viewer', undefined],
      ['deployer', 'billing'],
    ])
    expect(listed).not.toHaveProperty('mail')
    await town.ask(town.service, 'cancelInvitation', { params: { invitation: invitation!.id } })
    expect(await shown(town, 'bo@acme.test')).toMatchObject({ state: 'cancelled', roles: [], groups: [] })
  })

  it.each([7 * DAY, 3 * DAY, 300 * SECOND])(
    'lasts as long as the setting says, to the second: %i ms (F27)',
    async (lifetime) => {
      await using town = await Town.withAcme()
      if (lifetime !== 7 * DAY) {
        const body = { invitation_lifetime: lifetime / SECOND }
        await town.ask(town.ada, 'changeSettings', { body })
      }
      const early = await town.invite(town.ada, 'early@acme.test')
      const late = await town.invite(town.ada, 'late@acme.test')
      expect(Date.parse(early.invitation!.expires_at)).toBe(town.now + lifetime)
      town.now += lifetime - SECOND
      expect(await inspect(town, early.invitation!.activation_url)).toMatchObject({ state: 'usable' })
      await town.activate(early.invitation!.activation_url)
      town.now += SECOND
      expect((await shown(town, 'late@acme.test')).state).toBe('expired')
      expect(await inspect(town, late.invitation!.activation_url)).toMatchObject({ state: 'expired' })
      const refused = await town.refusal(town.activate(late.invitation!.activation_url))
      expect(refused.refusal.detail).toBe('this link has expired, ask for a new one')
    },
  )

  it('that has expired is live again when it is resent, on the same record (F21)', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test', { role: 'viewer' })
    town.now += 8 * DAY
    const again = await resend(town, 'BO@acme.test ')
    expect(again.id).toBe(invitation!.id)
    expect(Date.parse(again.expires_at)).toBe(town.now + 7 * DAY)
    const bo = await town.activate(again.activation_url)
    const own = { principal: bo.account, permission: 'project.read', scope: 'organization' }
    expect(await town.ask(bo, 'checkAccess', { body: own })).toMatchObject({ allowed: true })
  })

  it('rotates its link when it is resent; the old one says to ask for the newest (F22)', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const links = [invitation!.activation_url, (await resend(town, 'bo@acme.test')).activation_url]
    const newest = await resend(town, 'bo@acme.test')
    for (const url of links) {
      expect(await inspect(town, url)).toMatchObject({
        state: 'replaced',
        detail: 'this link was replaced, ask for the newest',
      })
      expect(await town.code(town.activate(url))).toBe('LINK_NOT_VALID')
    }
    await town.activate(newest.activation_url)
    expect(await inspect(town, newest.activation_url)).toMatchObject({ state: 'used' })
  })

  it('sets the password once, and what it gives is there at the first sign-in (F25, F26)', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test', { role: 'deployer' })
    await town.activate(invitation!.activation_url, 'the first pass phrase')
    expect(await town.code(town.activate(invitation!.activation_url, 'another pass phrase'))).toBe(
      'LINK_NOT_VALID',
    )
    const signIn = (password: string) =>
      town.result(undefined, 'signIn', { body: { email: 'bo@acme.test', password } })
    expect(await town.code(signIn('another pass phrase'))).toBe('BAD_CREDENTIAL')
    const bo = (await town.caller((await signIn('the first pass phrase')).session!.token))!
    const own = { principal: bo.account, permission: 'deployment.create', scope: 'organization' }
    expect(await town.ask(bo, 'checkAccess', { body: own })).toMatchObject({ allowed: true })
  })

  it('that is cancelled frees the address, with nothing left of what it gave (F23)', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createGroup', { body: { name: 'Support' } })
    const first = await town.invite(town.ada, 'bo@acme.test', { role: 'admin', groups: ['Support'] })
    const params = { invitation: 'Bo@Acme.test' }
    await town.ask(town.ada, 'cancelInvitation', { params })
    expect(await inspect(town, first.invitation!.activation_url)).toMatchObject({ state: 'cancelled' })
    expect(
      (await town.ask(town.ada, 'listAssignments', { query: { user: 'ada@acme.test' } })).items,
    ).toHaveLength(1)
    expect((await town.ask(town.ada, 'listGroupMembers', { params: { group: 'Support' } })).items).toEqual([])
    const again = await town.invite(town.ada, 'bo@acme.test')
    expect(again.invitation!.id).not.toBe(first.invitation!.id)
    expect(again.user).toMatchObject({ id: first.user.id, roles: [], groups: [] })
    expect(await inspect(town, first.invitation!.activation_url)).toMatchObject({ state: 'replaced' })
    await town.activate(again.invitation!.activation_url)
  })

  it.each([' BO@acme.test', 'Bo@ACME.TEST', 'bo@acme.test\t', 'ｂo@acme.test'])(
    'is for the address, however it is written: %j',
    async (spelling) => {
      await using town = await Town.withAcme()
      const first = await town.invite(town.ada, 'bo@acme.test')
      const refused = await town.refusal(town.invite(town.ada, spelling))
      expect(refused.refusal).toMatchObject({
        code: 'ALREADY_INVITED',
        next: `compartment invitation resend ${first.invitation!.id}`,
      })
    },
  )
})

describe('with a mail server', () => {
  const withMail = () => Town.withAcme(undefined, { mail: MAILER })

  it('the link goes to the invited person, and whoever invites does not see it', async () => {
    await using town = await withMail()
    const { invitation } = await town.invite(town.ada, 'Bo@acme.test', { role: 'viewer' })
    expect(invitation).toMatchObject({ delivery: 'mail' })
    expect(invitation).not.toHaveProperty('activation_url')
    const [letter, ...others] = await outbox(town)
    expect([letter!.kind, letter!.address, others]).toEqual(['invitation', 'Bo@acme.test', []])
    expect(letter!.url).toMatch(/^https:\/\/access\.test\/activate\?token=cpl_/)
    expect(await shown(town, 'bo@acme.test')).toMatchObject({ delivery: 'mail', mail: { state: 'queued' } })
    await town.activate(letter!.url)
    expect((await accountByEmail(town.deps.store, 'bo@acme.test'))?.emailVerifiedBy).toBe('mail')
  })

  it('an address that a mailed link proved is proven everywhere; one that an operator saw proves it here alone', async () => {
    await using town = await withMail()
    const gus = await second(town, 'globex', 'cus_other')
    await town.invite(town.ada, 'mailed@acme.test')
    const [mailed] = await outbox(town)
    await town.activate(mailed!.url)
    const seen = await town.invite(town.ada, 'seen@acme.test', { show_link: true })
    expect(seen.invitation).toMatchObject({ delivery: 'mail_and_shown' })
    await town.activate(seen.invitation!.activation_url)
    expect((await town.invite(gus, 'mailed@acme.test', {}, 'globex')).invitation).toBeUndefined()
    expect((await town.invite(gus, 'seen@acme.test', {}, 'globex')).invitation).toMatchObject({
      delivery: 'mail',
    })
    const kinds = (await outbox(town)).map(({ kind, address }) => [kind, address])
    expect(kinds.slice(-2)).toEqual([
      ['joined', 'mailed@acme.test'],
      ['acceptance', 'seen@acme.test'],
    ])
  })

  it('whoever may not see the link may send it', async () => {
    await using town = await withMail()
    const body = { name: 'Inviter', permissions: ['organization.user.invite'] }
    await town.ask(town.ada, 'createRole', { body })
    await town.invite(town.ada, 'ivy@acme.test', { role: 'Inviter' })
    const ivy = await town.activate((await outbox(town))[0]!.url)
    await town.invite(town.ada, 'boss@acme.test', { role: 'admin' })
    const params = { invitation: 'boss@acme.test' }
    const asked = town.ask(ivy, 'resendInvitation', { params, body: { show_link: true } })
    expect((await town.refusal(asked)).refusal).toMatchObject({ code: 'ESCALATION' })
    expect(await town.ask(ivy, 'resendInvitation', { params, body: {} })).toMatchObject({ delivery: 'mail' })
    const letters = await outbox(town)
    // Nobody but the invited person has it, so it works whatever becomes of whoever sent it.
    await town.ask(town.ada, 'removeUser', { params: { user: 'ivy@acme.test' } })
    await expect(town.activate(letters.at(-1)!.url)).resolves.toBeDefined()
  })

  it('the list says what the mail server answered', async () => {
    await using town = await withMail()
    await town.invite(town.ada, 'bo@acme.test')
    const { store } = town.deps
    const { items } = await town.ask(town.ada, 'listMail')
    const settled = { state: 'failed', answer: '550 no such user', at: town.now } as const
    await store.write(settleMail(store.build, items[0]!.id, settled))
    expect((await shown(town, 'bo@acme.test')).mail).toMatchObject({
      state: 'failed',
      detail: '550 no such user',
    })
  })
})

describe('a look at a link', () => {
  it('tells whoever holds it what it is for, and does not use it', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const looks = [1, 2, 3].map(() => inspect(town, invitation!.activation_url))
    for (const look of await Promise.all(looks))
      expect(look).toEqual({
        purpose: 'activation',
        state: 'usable',
        detail: 'choose a password to accept the invitation',
        organization: { name: 'acme', display_name: 'acme' },
        invitation: invitation!.id,
        email: 'bo@acme.test',
        asks: 'new_password',
        signed_in: 'nobody',
        expires_at: invitation!.expires_at,
      })
    const token = tokenOf(invitation!.activation_url)
    const asAda = await town.ask(town.ada, 'inspectLink', { body: { token } })
    expect(asAda.signed_in).toBe('somebody_else')
    await town.activate(invitation!.activation_url)
  })

  it('tells nobody anything about what is no link, or another’s', async () => {
    await using town = await Town.withAcme()
    for (const token of ['x', `cpl_${'A'.repeat(43)}`, town.ada.account])
      expect(await town.code(town.ask(undefined, 'inspectLink', { body: { token } }))).toBe('LINK_NOT_VALID')
  })

  it('of a link that does not work any more gives no address', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    await town.ask(town.ada, 'cancelInvitation', { params: { invitation: invitation!.id } })
    expect(JSON.stringify(await inspect(town, invitation!.activation_url))).not.toContain('bo@')
  })

  it('says when its issuer could not give any more what it gives', async () => {
    await using town = await Town.withAcme()
    const cy = await town.person(town.ada, 'cy@acme.test', { role: 'admin' })
    const { invitation } = await town.invite(cy, 'bo@acme.test', { role: 'admin' })
    const user = { params: { user: 'cy@acme.test' } }
    await town.ask(town.ada, 'grantRole', { ...user, body: { role: 'viewer' } })
    expect(await inspect(town, invitation!.activation_url)).toMatchObject({ state: 'not_valid' })
    expect(await town.code(town.activate(invitation!.activation_url))).toBe('LINK_NOT_VALID')
  })
})

describe('leaving and coming back', () => {
  it('starts clean: no role, no seat, no old session, and other organizations are left alone', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    await town.ask(town.ada, 'createGroup', { body: { name: 'Support' } })
    const given = { role: 'admin', groups: ['Support'] }
    const bo = await town.person(town.ada, 'bo@acme.test', given)
    await town.invite(gus, 'bo@acme.test', { role: 'viewer' }, 'globex')
    const before = await signIn(town)
    town.now += SECOND
    await town.ask(town.ada, 'removeUser', { params: { user: 'bo@acme.test' } })
    const names = async (token: string) =>
      (await town.ask(await town.caller(token), 'listOrganizations')).items.map(({ name }) => name)
    expect(await names(before)).toEqual(['globex'])
    town.now += SECOND
    const between = await signIn(town)
    town.now += SECOND
    const { user, invitation } = await town.invite(town.ada, 'bo@acme.test')
    expect([user.id, user.roles, user.groups, invitation]).toEqual([bo.account, [], [], undefined])
    // The old session goes on where it was not ended, and stays closed here.
    expect(await names(before)).toEqual(['globex'])
    const asked = town.ask(await town.caller(before), 'showOrganization')
    expect(await town.code(asked)).toBe('SESSION_EXPIRED')
    expect(await names(between)).toEqual(['acme', 'globex'])
  })

  it('after an invitation that was cancelled is the same', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex', 'cus_other')
    await town.person(gus, 'bo@acme.test', {}, 'globex')
    const before = await signIn(town)
    await town.invite(town.ada, 'bo@acme.test', { role: 'admin' })
    await town.ask(town.ada, 'cancelInvitation', { params: { invitation: 'bo@acme.test' } })
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    const body = { token: tokenOf(invitation!.activation_url), password: PASSWORD }
    await town.result(undefined, 'activate', { body })
    const asked = town.ask(await town.caller(before), 'showOrganization')
    expect(await town.code(asked)).toBe('SESSION_EXPIRED')
  })
})

describe('several organizations', () => {
  it('have user lists of their own, and the switcher shows only one’s own active ones (F41)', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    await second(town, 'initech')
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
    const emails = async (by: typeof gus, organization: string) =>
      (await town.ask(by, 'listUsers', { params: { organization }, query: { type: 'user' } })).items.map(
        ({ email }) => email,
      )
    expect(await emails(town.ada, 'acme')).toEqual(['ada@acme.test', 'bo@acme.test'])
    expect(await emails(gus, 'globex')).toEqual(['admin@globex.test'])
    const switcher = async () => (await town.ask(bo, 'listOrganizations')).items.map(({ name }) => name)
    expect(await switcher()).toEqual(['acme'])
    await town.invite(gus, 'bo@acme.test', { role: 'viewer' }, 'globex')
    expect(await switcher()).toEqual(['acme', 'globex'])
    const user = { organization: 'globex', user: 'bo@acme.test' }
    await town.ask(gus, 'blockUser', { params: user, body: {} })
    expect(await switcher()).toEqual(['acme'])
    await town.ask(gus, 'removeUser', { params: user })
    expect(await switcher()).toEqual(['acme'])
    expect(await emails(gus, 'globex')).toEqual(['admin@globex.test'])
  })

  it('are not in the switcher while an invitation waits', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex', 'cus_other')
    const bo = await town.person(town.ada, 'bo@acme.test')
    await town.invite(gus, 'bo@acme.test', {}, 'globex')
    expect((await town.ask(bo, 'listOrganizations')).items.map(({ name }) => name)).toEqual(['acme'])
    expect((await town.ask(bo, 'whoAmI')).organizations.map(({ name }) => name)).toEqual(['acme'])
  })

  it('take an invitation each; without it one looks as if it were not there (F43)', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
    const params = { organization: 'globex' }
    const there = await town.refusal(town.ask(bo, 'listUsers', { params }))
    const nowhere = await town.refusal(town.ask(bo, 'listUsers', { params: { organization: 'nowhere' } }))
    expect(there.refusal.code).toBe('NOT_FOUND')
    expect(JSON.stringify(there.refusal).replaceAll('globex', 'nowhere')).toBe(
      JSON.stringify(nowhere.refusal),
    )
    await town.invite(gus, 'bo@acme.test', { role: 'viewer' }, 'globex')
    const refused = await town.refusal(town.ask(bo, 'listUsers', { params }))
    expect(refused.refusal.code).toBe('NOT_ALLOWED')
    expect(await town.ask(bo, 'showOrganization', { params })).toMatchObject({ name: 'globex' })
  })

  it('share no role of one and the same address (F42)', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
    await town.invite(gus, 'bo@acme.test', { role: 'viewer' }, 'globex')
    const summary = async (by: typeof gus, organization: string) =>
      (await town.ask(by, 'showUser', { params: { organization, user: 'bo@acme.test' } })).access_summary
    expect([await summary(town.ada, 'acme'), await summary(gus, 'globex')]).toEqual([
      'Full access',
      'Limited view',
    ])
    const project = { params: { organization: 'globex' }, body: { name: 'mine' } }
    expect(await town.code(town.ask(bo, 'createProject', project))).toBe('NOT_ALLOWED')
  })
})

async function signIn(town: Town): Promise<string> {
  const body = { email: 'bo@acme.test', password: PASSWORD }
  return (await town.result(undefined, 'signIn', { body })).session!.token
}
