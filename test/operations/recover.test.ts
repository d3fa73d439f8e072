/** `admin recover`: an admin who can come in, whatever locked everybody out. */
import { describe, expect, it } from 'vitest'
import { recover } from '../../src/operations/set-up/recover.ts'
import { accountByEmail } from '../../src/store/store.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const NEW = 'a recovered pass phrase'
const tokenOf = (url: string): string => new URL(url).searchParams.get('token')!

const signIn = (town: Town, email: string, password: string) =>
  town.result(undefined, 'signIn', { body: { email, password } })

async function reset(town: Town, url: string): Promise<void> {
  await town.ask(undefined, 'resetPassword', { body: { token: tokenOf(url), password: NEW } })
}

/** Signed in and able to do what only an admin can. */
async function isAdmin(town: Town, email: string, password = NEW): Promise<void> {
  const { session } = await signIn(town, email, password)
  const caller = (await town.caller(session!.token))!
  expect((await town.ask(caller, 'showUser', { params: { user: email } })).access_summary).toBe('Full access')
}

describe('admin recover', () => {
  it('gives the only admin a link that sets a new password, and says who did it and why', async () => {
    await using town = await Town.withAcme()
    const made = await recover(town.deps, { organization: 'acme', reason: 'INC-42' })
    expect(made).toMatchObject({
      organization: 'acme',
      email: 'ada@acme.test',
      purpose: 'reset',
      changes: [],
    })
    await reset(town, made.url)
    expect(await town.code(signIn(town, 'ada@acme.test', PASSWORD))).toBe('BAD_CREDENTIAL')
    await isAdmin(town, 'ada@acme.test')
    const { store } = town.deps
    const rows = await store.rows(store.build.from.selectFrom('activity').selectAll())
    const told = rows.filter(({ type }) => type === 'admin.recovered' || type === 'link.shown')
    expect(told.map(({ type }) => type).toSorted()).toEqual(['admin.recovered', 'link.shown'])
    const recovered = told.find(({ type }) => type === 'admin.recovered')
    expect(JSON.stringify(recovered)).toContain('INC-42 (recovery on the server’s own machine)')
    // Whoever ran it was shown the link, so it proves nothing about the address.
    expect((await accountByEmail(store, 'ada@acme.test'))?.emailVerifiedBy).toMatch(/^activation:/)
  })

  it('unblocks and promotes again, in the journal, with the server as the actor', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
    await town.ask(town.ada, 'blockUser', { params: { user: 'bo@acme.test' }, body: {} })
    const made = await recover(town.deps, { organization: 'acme', email: ' BO@acme.test' })
    expect(made.changes).toEqual(['member.unblocked', 'assignment.deleted', 'assignment.created'])
    await reset(town, made.url)
    await isAdmin(town, 'bo@acme.test')
    const { items } = await town.ask(town.service, 'listAuditEvents', { query: { limit: 50 } })
    const own = items.filter(({ command }) => command === 'admin recover')
    expect(own.map(({ type }) => type).toSorted()).toEqual(made.changes.toSorted())
    for (const { actor, reason } of own)
      expect({ actor, reason }).toMatchObject({
        actor: { type: 'system', id: null },
        reason: 'recovery on the server’s own machine',
      })
  })

  it('invites somebody who has no account yet, as an admin', async () => {
    await using town = await Town.withAcme()
    const made = await recover(town.deps, { organization: 'acme', email: 'new@acme.test' })
    expect(made.purpose).toBe('activation')
    expect(made.changes).toEqual(['member.added', 'invitation.created', 'assignment.created'])
    await town.activate(made.url, NEW)
    await isAdmin(town, 'new@acme.test')
  })

  it('makes an expired invitation live again, and an admin of who was invited', async () => {
    await using town = await Town.withAcme()
    const { invitation } = await town.invite(town.ada, 'bo@acme.test', { role: 'viewer' })
    town.now += 30 * 86_400_000
    const made = await recover(town.deps, { organization: 'acme', email: 'bo@acme.test' })
    expect(made.changes).toEqual(['invitation.resent', 'assignment.deleted', 'assignment.created'])
    expect(await town.code(town.activate(invitation!.activation_url))).toBe('LINK_NOT_VALID')
    await town.activate(made.url, NEW)
    await isAdmin(town, 'bo@acme.test')
  })

  it('takes in somebody with an account elsewhere, whose password it resets', async () => {
    await using town = await Town.withAcme()
    await second(town, 'globex')
    const made = await recover(town.deps, { organization: 'acme', email: 'admin@globex.test' })
    expect(made).toMatchObject({ purpose: 'reset', changes: ['member.added', 'assignment.created'] })
    await reset(town, made.url)
    const { session } = await signIn(town, 'admin@globex.test', NEW)
    const both = await town.ask(await town.caller(session!.token), 'listOrganizations')
    expect(both.items.map(({ name }) => name)).toEqual(['acme', 'globex'])
  })

  it('lets in an admin who has no password, and switches passwords on where that is asked for', async () => {
    await using town = await Town.withAcme()
    const { store } = town.deps
    const { id } = (await accountByEmail(store, 'ada@acme.test'))!
    const living = (await town.deps.organizations.named('acme'))!
    await store.write([store.build.update('accounts', { id }, { password_hash: null })])
    living.snapshot.organization = { ...living.snapshot.organization, passwords: false }
    const asked = { organization: 'acme' }
    const refused = await town.refusal(recover(town.deps, asked))
    expect(refused.refusal).toMatchObject({ code: 'SSO_REQUIRED', next: 'add --enable-passwords' })
    const made = await recover(town.deps, { ...asked, enablePasswords: true })
    expect(made.changes).toContain('organization.passwords.changed')
    await reset(town, made.url)
    await isAdmin(town, 'ada@acme.test')
  })

  it('names nobody by itself where several are admins, and refuses programs and what is not there', async () => {
    await using town = await Town.withAcme()
    await town.person(town.ada, 'bo@acme.test', { role: 'admin' })
    const refusal = async (asked: object) =>
      (await town.refusal(recover(town.deps, { organization: 'acme', ...asked }))).refusal
    expect(await refusal({})).toMatchObject({
      code: 'INVALID',
      detail: 'there are several admins: ada@acme.test, bo@acme.test',
      next: 'say who with --email',
    })
    const { items } = await town.ask(town.ada, 'listUsers', { query: { type: 'automation' } })
    expect((await refusal({ email: items[0]!.email })).code).toBe('MANAGED_IDENTITY')
    expect((await refusal({ organization: 'nowhere' })).code).toBe('NOT_FOUND')
    expect((await refusal({ email: 'nobody' })).code).toBe('INVALID')
  })

  it('ends the link before it, and its link works once', async () => {
    await using town = await Town.withAcme()
    const first = await recover(town.deps, { organization: 'acme' })
    const newest = await recover(town.deps, { organization: 'acme' })
    const use = (url: string) =>
      town.ask(undefined, 'resetPassword', { body: { token: tokenOf(url), password: NEW } })
    expect(await town.code(use(first.url))).toBe('LINK_NOT_VALID')
    await use(newest.url)
    expect(await town.code(use(newest.url))).toBe('LINK_NOT_VALID')
  })
})
