/** An account that was prepared in one organization gains nothing in another; one that is proven needs no second link. */
import { describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
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
    expect(await town.code(accept({ password: PASSWORD }, { caller: town.ada }))).toBe('INVITE_OTHER_EMAIL')
    await accept({}, { caller: bo })
    expect((await town.ask(bo, 'listOrganizations')).items.map(({ name }) => name)).toEqual([
      'acme',
      'globex',
    ])
  })
})

describe('setting a password', () => {
  it('is recorded in every other organization where the account is an active member, in the same change', async () => {
    await using town = await Town.withAcme()
    const { deps } = town
    const email = 'pat@initech.test'
    const account = {
      id: deps.newId('usr'),
      email,
      emailDisplay: email,
      name: '',
      type: 'user',
      epoch: 0,
      createdAt: 0,
    }
    const admins = [{ account: { ...account, type: 'user' } as const, isNew: true }]
    const initech = await createOrganization(deps, { name: 'initech', admins })
    expect(initech.snapshot.members.get(account.id)?.signInPath.password).toBe(false)
    const { invitation } = await town.invite(town.ada, email)
    const before = initech.snapshot.revision
    const pat = await town.activate(invitation?.activation_url)
    expect(initech.snapshot.members.get(account.id)?.signInPath.password).toBe(true)
    expect(initech.snapshot.revision).toBe(before + 1)
    const params = { organization: 'initech' }
    const { items } = await town.ask(pat, 'listAuditEvents', { params, query: { limit: 1 } })
    expect(items).toMatchObject([{ type: 'sign_in_path.changed', actor: { id: account.id } }])
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
