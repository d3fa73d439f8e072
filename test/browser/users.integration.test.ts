/** Settings → Users in a real browser: who is in which list, and what switching somebody off and on does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient, Refused } from '../../src/contract/client.ts'
import { cli, type Machine, machine } from '../cli/recorded-terminal.ts'
import { makeRepository, type Repository } from '../support/repository.ts'
import { ADA, ConsoleHouse, heading, PASSWORD, sideways, signIn, withoutAnswer } from './console-house.ts'
import { countOf, drawer, openPerson, openTab, openUsers, rows, status, TABS } from './users-page.ts'

let house: ConsoleHouse
let nora: Client
let repository: Repository
beforeAll(async () => {
  repository = makeRepository()
  house = await ConsoleHouse.inhabited({ sources: { protocols: ['file'], privateAddresses: false } })
  nora = await house.found('north', 'nora@north.example')
  await house.ada.createProject({ organization: 'acme', body: { name: 'billing' } })
  await house.ada.createGroup({ organization: 'acme', body: { name: 'Ops' } })
})
afterAll(async () => {
  await house?.close()
  repository[Symbol.dispose]()
})

const acme = { organization: 'acme' }
const block = (user: string) => house.ada.blockUser({ ...acme, user, body: {} })
const show = (user: string) => house.ada.showUser({ ...acme, user })

async function tokenOf(email: string): Promise<string> {
  const body = { email, password: PASSWORD, answer_as: 'token' } as const
  return (await createClient({ url: house.url }).signIn({ body })).token!
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error.problem.code
}

describe('the lists', () => {
  it('are Active Users, Inactive Users and Pending Invites, per tenant, and each person is in exactly one (F01)', async () => {
    await house.admit('kit@acme.example', 'deployer')
    await house.admit('bob@acme.example')
    await block('bob@acme.example')
    await house.invite('pia@acme.example')
    await house.invite('pim@acme.example')
    await block('pim@acme.example')
    // The same address in another tenant stands there, and says nothing here.
    await nora.inviteUser({ organization: 'north', body: { email: 'bob@acme.example' } })
    const { page, faults, close } = await house.visitAs(ADA)
    const settings = page.getByRole('navigation', { name: 'Tenant' }).getByRole('group', { name: 'Settings' })
    await settings.getByRole('link', { name: 'Users' }).click()
    await page.waitForURL('**/orgs/acme/settings/users')
    const lists: string[][] = []
    for (const tab of TABS) {
      await openTab(page, tab)
      lists.push(await rows(page))
      expect(await countOf(page, tab)).toBe(lists.at(-1)!.length)
    }
    expect(lists).toEqual([
      [ADA, 'kit@acme.example'],
      ['bob@acme.example', 'pim@acme.example'],
      ['pia@acme.example'],
    ])
    const everybody = (await house.ada.listUsers({ ...acme, type: 'user' })).items.map(({ email }) => email)
    expect(lists.flat().toSorted()).toEqual(everybody.toSorted())
    expect(faults).toEqual([])
    await close()
    const other = await house.visitAs('nora@north.example')
    await openUsers(house, other.page, '', 'north')
    expect(await rows(other.page)).toEqual(['bob@acme.example', 'nora@north.example'])
    await other.close()
  })

  it('keep search, filters, order, page and drawer in the address, for whoever is sent it', async () => {
    for (let at = 10; at < 70; at++)
      await house.invite(`guest-${at}@acme.example`, at < 12 ? 'readonly' : 'viewer')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page, '?tab=pending')
    expect(await rows(page)).toHaveLength(50)
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect.poll(() => rows(page)).toContain('guest-69@acme.example')
    const second = await rows(page)
    expect(second).toHaveLength(11)
    await page.reload()
    expect(await rows(page)).toEqual(second)
    await page.getByRole('button', { name: 'Previous page' }).click()
    await expect.poll(async () => (await rows(page)).length).toBe(50)
    await page.getByLabel('Search by name or address').fill('guest-1')
    await expect.poll(async () => (await rows(page)).length).toBe(10)
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'readonly' })
    await expect.poll(() => rows(page)).toEqual(['guest-10@acme.example', 'guest-11@acme.example'])
    await page.getByRole('button', { name: 'Person' }).click()
    await expect.poll(() => rows(page)).toEqual(['guest-11@acme.example', 'guest-10@acme.example'])
    await openPerson(page, 'guest-11@acme.example')
    const address = page.url()
    await close()
    const sent = await house.visitAs(ADA)
    await sent.page.goto(address)
    await drawer(sent.page).getByRole('heading', { name: 'guest-11@acme.example' }).waitFor()
    expect(await rows(sent.page)).toEqual(['guest-11@acme.example', 'guest-10@acme.example'])
    expect(await sent.page.getByLabel('Search by name or address').inputValue()).toBe('guest-1')
    await drawer(sent.page).getByRole('button', { name: 'Close' }).click()
    await sent.page.getByLabel('Search by name or address').fill('nora')
    await sent.page.getByText('Nobody matches').waitFor()
    await sent.page.getByLabel('Search by name or address').fill('kit')
    await sent.page.getByLabel('Role', { exact: true }).selectOption('')
    await sent.page.locator('main').getByRole('link', { name: 'Active Users', exact: true }).click()
    await expect.poll(() => rows(sent.page)).toEqual(['kit@acme.example'])
    expect([...faults, ...sent.faults]).toEqual([])
    await sent.close()
  })

  it('show who is a member only, and where somebody has an exception', async () => {
    await house.ada.inviteUser({ ...acme, body: { email: 'mo@acme.example' } })
    const body = { user: 'kit@acme.example', role: 'deployer', scope: 'billing' }
    await house.ada.createAssignment({ ...acme, body })
    const { page, close } = await house.visitAs(ADA)
    await openUsers(house, page, '?tab=pending&q=mo@')
    await page.getByRole('row').filter({ hasText: 'mo@acme.example' }).getByText('Membership only').waitFor()
    await openUsers(house, page, '?q=kit')
    const cells = page.getByRole('row').filter({ hasText: 'kit@' }).getByRole('cell')
    expect((await cells.allInnerTexts()).slice(0, 4)).toEqual(['deployer', '', 'Custom', 'billing'])
    await close()
  })

  it('are readable cards on a narrow screen, with nothing cut off', async () => {
    const { page, faults, close } = await house.visitAs(ADA, { viewport: { width: 360, height: 800 } })
    await openUsers(house, page)
    expect(await rows(page)).toContain('kit@acme.example')
    expect(await sideways(page)).toBe(0)
    const cut = await page.evaluate<string[]>(CUT)
    expect(cut).toEqual([])
    expect(await page.getByRole('cell').filter({ hasText: 'Custom' }).first().isVisible()).toBe(true)
    await openPerson(page, 'kit@acme.example')
    expect(await sideways(page)).toBe(0)
    expect(faults).toEqual([])
    await close()
  })
})

/** Texts in the cards that are wider than their place. */
const CUT = `[...document.querySelectorAll('tbody :is(th, td, a, span)')]
  .filter((cell) => getComputedStyle(cell).display !== 'inline' && cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.textContent)`

describe('switching somebody off and on', () => {
  it('moves the row, ends every session and refuses sign-in; reactivating from the profile restores everything (F02)', async () => {
    const email = 'lou@acme.example'
    await house.admit(email, 'readonly')
    await house.ada.addGroupMember({ ...acme, group: 'Ops', body: { user: email } })
    await house.ada.createAssignment({ ...acme, body: { user: email, role: 'deployer', scope: 'billing' } })
    const before = await show(email)
    const assignments = async () => (await house.ada.listAssignments({ ...acme, user: email })).items
    const held = await assignments()
    const tokens = [await tokenOf(email), await tokenOf(email)]
    const theirs = await house.visitAs(email)
    await theirs.page.getByText(`You are here as ${email}`).waitFor()

    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Deactivate' }).click()
    // Shown before: who loses what, and what it does to them.
    await person
      .locator('summary')
      .filter({ hasText: `${email}, at` })
      .waitFor()
    await person.getByText('sessions end at once').waitFor()
    expect((await show(email)).access).toBe('allowed')
    await person.getByRole('button', { name: `Deactivate ${email}` }).click()
    await status(page, `${email} is deactivated.`).waitFor()
    await expect.poll(() => rows(page)).not.toContain(email)
    await openTab(page, 'Inactive Users')
    await expect.poll(() => rows(page)).toContain(email)

    for (const token of tokens)
      expect(await codeOf(createClient({ url: house.url, token }).whoAmI({}))).toBe('SESSION_EXPIRED')
    await theirs.page.reload()
    await theirs.page.waitForURL('**/sign-in?to=*')
    await signIn(theirs.page, email)
    await theirs.page.getByText('E-mail or password is not right').waitFor()
    expect(await codeOf(tokenOf(email))).toBe('BAD_CREDENTIAL')

    await openPerson(page, email)
    await drawer(page).getByRole('button', { name: 'Reactivate' }).click()
    await drawer(page).getByText('the role deployer at billing').waitFor()
    await drawer(page)
      .getByRole('button', { name: `Reactivate ${email}` })
      .click()
    await status(page, `${email} is reactivated.`).waitFor()
    await expect.poll(() => rows(page)).not.toContain(email)
    await openTab(page, 'Active Users')
    await expect.poll(() => rows(page)).toContain(email)
    expect({ ...(await show(email)), last_sign_in_at: null }).toEqual({ ...before, last_sign_in_at: null })
    expect(await assignments()).toEqual(held)
    await theirs.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.page.getByRole('button', { name: 'Sign in' }).click()
    await theirs.page.getByText(`You are here as ${email}`).waitFor()
    expect([faults, withoutAnswer(theirs.faults, 401)]).toEqual([[], []])
    await close()
    await theirs.close()
  })

  it('of oneself leaves one outside at once', async () => {
    const email = 'eve@acme.example'
    await house.admit(email, 'admin')
    const { page, faults, close } = await house.visitAs(email)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Deactivate' }).click()
    await person.getByRole('button', { name: `Deactivate ${email}` }).click()
    await page.waitForURL('**/sign-in?to=*')
    expect(await page.locator('body').innerText()).not.toContain(ADA)
    expect(withoutAnswer(faults, 401)).toEqual([])
    await close()
    await house.ada.removeUser({ ...acme, user: email })
  })

  it('is refused for the last admin, and says why', async () => {
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page, `?user=${ADA}`)
    await drawer(page).getByRole('button', { name: 'Deactivate' }).click()
    await drawer(page)
      .getByText('Nobody active with a way to sign in would have the whole admin set')
      .waitFor()
    expect(await drawer(page).getByRole('button', { name: 'Deactivate Ada' }).count()).toBe(0)
    expect((await show(ADA)).access).toBe('allowed')
    expect(withoutAnswer(faults, 409)).toEqual([])
    await close()
  })
})

describe('an automation account', () => {
  it('of a source is hidden here, listed by CLI and API, and no flow takes it: its source manages it (S0-13)', async () => {
    const body = { name: 'docs', url: repository.url, project: 'billing' }
    const { account } = (await house.ada.connectSource({ ...acme, body })) as {
      account: { id: string; email: string }
    }
    const on: Machine = machine({
      env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: await tokenOf(ADA) },
    })
    const listed = [
      await house.ada.listUsers({ ...acme, q: account.email }),
      JSON.parse((await cli(on, 'user', 'list', '--output', 'json')).out) as { items: [] },
    ]
    for (const { items } of listed)
      expect(items).toContainEqual(expect.objectContaining({ id: account.id, type: 'automation' }))

    const user = account.email
    const { items: held } = await house.ada.listAssignments({ ...acme, user })
    const assignment = held[0]!.id
    const tries = [
      house.ada.inviteUser({ ...acme, body: { email: user } }),
      house.ada.resendInvitation({ ...acme, invitation: user, body: {} }),
      house.ada.cancelInvitation({ ...acme, invitation: user }),
      house.ada.blockUser({ ...acme, user, body: {} }),
      house.ada.createAssignment({ ...acme, body: { user, role: 'viewer', scope: 'organization' } }),
      house.ada.updateAssignment({ ...acme, assignment, body: { expires_at: '2030-01-01T00:00:00Z' } }),
      house.ada.deleteAssignment({ ...acme, assignment }),
      house.ada.grantRole({ ...acme, user, body: { role: 'viewer' } }),
    ]
    for (const one of await Promise.allSettled(tries)) {
      const { problem } = (one as PromiseRejectedResult).reason as Refused
      expect(problem).toMatchObject({ code: 'MANAGED_IDENTITY' })
      expect(problem.detail).toContain('its source `docs` manages it')
    }
    for (const line of [
      ['user', 'invite', user],
      ['invitation', 'resend', user],
      ['user', 'block', user],
      ['assignment', 'create', '--user', user, '--role', 'viewer', '--scope', 'organization'],
    ]) {
      const { exit, err } = await cli(on, ...line)
      expect([exit, err]).toEqual([2, expect.stringContaining('its source `docs` manages it')])
    }

    const { page, faults, close } = await house.visitAs(ADA)
    for (const search of ['', '?tab=inactive', '?tab=pending', `?q=${user}`]) {
      await openUsers(house, page, search)
      expect(await rows(page)).not.toContain(user)
    }
    for (const tab of TABS) expect(await countOf(page, tab)).toBe(0)
    await openUsers(house, page, `?user=${account.id}`)
    await drawer(page).getByText('An automation account').waitFor()
    expect(await drawer(page).getByRole('button').allInnerTexts()).toEqual([''])
    expect(await page.locator('body').innerText()).not.toContain(user)
    expect(faults).toEqual([])
    await close()
  })
})

describe('whoever may not see people', () => {
  it('sees neither the way nor the data, even with the address; the server refuses too', async () => {
    const body = { name: 'Settings only', permissions: ['organization.settings.manage', 'project.read'] }
    await house.ada.createRole({ ...acme, body })
    await house.admit('sue@acme.example', 'Settings only')
    const { page, faults, close } = await house.visitAs('sue@acme.example')
    await page.getByText('You are here as').waitFor()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const ways = page.getByRole('navigation', { name: 'Tenant' }).getByRole('link')
    expect(await ways.allInnerTexts()).toEqual(['Your access', 'Feature Flags'])
    await page.goto(`${house.url}/orgs/acme/settings/users?user=${ADA}`)
    await page.getByText('You may not see who is in the organization.').waitFor()
    expect(await heading(page)).toBe('Users')
    const text = await page.locator('body').innerText()
    for (const hidden of [ADA, 'kit@acme.example', 'organization.user.read'])
      expect(text).not.toContain(hidden)
    expect(asked.filter((path) => path.startsWith('/v1/organizations/acme/users'))).toEqual([])
    await page.goto(`${house.url}/orgs/north/settings/users`)
    await page.getByRole('heading', { name: 'This tenant is not available to you' }).waitFor()
    expect(faults).toEqual([])
    await close()
    const client = createClient({ url: house.url, token: await tokenOf('sue@acme.example') })
    expect(await codeOf(client.listUsers(acme))).toBe('NOT_ALLOWED')
    expect(await codeOf(client.showUser({ ...acme, user: ADA }))).toBe('NOT_ALLOWED')
  })

  it('and lost it a moment ago is refused by the server, in plain words', async () => {
    const body = { name: 'People', permissions: ['organization.user.read', 'project.read'] }
    await house.ada.createRole({ ...acme, body })
    await house.admit('ray@acme.example', 'People')
    const { page, close } = await house.visitAs('ray@acme.example')
    await openUsers(house, page)
    expect(await page.getByRole('link', { name: 'Invite', exact: true }).count()).toBe(0)
    const person = await openPerson(page, 'kit@acme.example')
    await person.getByText('You may not see roles.').waitFor()
    for (const name of ['Deactivate', 'Remove', 'Give a role'])
      expect(await person.getByRole('button', { name }).count()).toBe(0)
    await person.getByRole('button', { name: 'Close' }).click()
    const { items } = await house.ada.listAssignments({ ...acme, user: 'ray@acme.example' })
    await house.ada.deleteAssignment({ ...acme, assignment: items[0]!.id })
    await openTabRefused(page)
    await close()
  })
})

async function openTabRefused(page: Awaited<ReturnType<ConsoleHouse['visit']>>['page']): Promise<void> {
  await page.getByRole('link', { name: /^Inactive Users/ }).click()
  await page.getByText('You may not see who is in the organization.').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('organization.user.read')
}
