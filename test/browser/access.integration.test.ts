/** Account → Access in a real browser: how a session, its claims and one's memberships are seen, and nothing beside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { accountById, sessionById } from '../../src/store/store.ts'
import { connectCorp, singleSignOn } from '../support/single-sign-on.ts'
import {
  changePassword,
  controls,
  membershipsShown,
  openAccess,
  panel,
  passwordSession,
  seeAccess,
  tilesShown,
} from './access-page.ts'
import { ADA, ConsoleHouse, heading, PASSWORD, sideways, type Visit } from './console-house.ts'
import { drawer, openPerson } from './users-page.ts'

const acme = { organization: 'acme' }
const KIT = 'kit@acme.example'
const CLAIMS = {
  email: 'kit@corp.example',
  username: 'kitty',
  groups: ['engineers', 'on call'],
  roles: ['lead'],
}

let house: ConsoleHouse
/** Tokens of sessions: Kit's with a password, and as Corp vouches for them; whoever is in no tenant (any more). */
const tokens = {} as Record<'ada' | 'kit' | 'sso' | 'blocked' | 'invited', string>
let kit: string
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const { deps } = house.server
  const gus = await house.found('globex', 'gus@globex.example')
  await connectCorp(deps)
  const link = await house.invite(KIT, 'deployer')
  await gus.inviteUser({ organization: 'globex', body: { email: KIT, role: 'viewer' } })
  const token = new URL(link).searchParams.get('token')!
  await createClient({ url: house.url }).activate({ body: { token, password: PASSWORD } })
  kit = (await house.ada.showUser({ ...acme, user: KIT })).id
  await house.admit('bob@acme.example')
  await house.ada.blockUser({ ...acme, user: 'bob@acme.example', body: {} })
  await house.invite('ina@acme.example')
  const idOf = async (user: string) => (await house.ada.showUser({ ...acme, user })).id
  Object.assign(tokens, {
    ada: await passwordSession(house, ADA),
    kit: await passwordSession(house, KIT),
    sso: await singleSignOn(deps, { account: kit, provider: 'prv_corp', claims: CLAIMS }),
    blocked: await singleSignOn(deps, { account: await idOf('bob@acme.example') }),
    invited: await singleSignOn(deps, { account: await idOf('ina@acme.example') }),
  })
})
afterAll(() => house?.close())

const windows = new Map<string, Visit>()
const see = (token: string) => seeAccess(house, windows, token)

describe('the page', () => {
  it('renders for every signed-in person, whatever they are, and nothing in it can be changed (A01)', async () => {
    for (const token of [tokens.ada, tokens.kit, tokens.sso, tokens.blocked, tokens.invited]) {
      const { page, faults } = await see(token)
      const sent: string[] = []
      page.on('request', (request) => sent.push(request.method()))
      await page.reload()
      await page.getByRole('heading', { level: 2, name: 'Memberships' }).waitFor()
      await page.getByText('This view is read-only').waitFor()
      expect(await controls(page).count()).toBe(0)
      expect([await tilesShown(page), new Set(sent), faults]).toEqual([
        expect.any(Array),
        new Set(['GET']),
        [],
      ])
    }
    const nobody = await house.visit()
    await nobody.page.goto(`${house.url}/account/access`)
    await nobody.page.waitForURL('**/sign-in?to=*')
    await nobody.close()
  })

  it('and the answer of the API hold no token, cookie, secret or password hash (A02)', async () => {
    const { store } = house.server.deps
    const account = (await accountById(store, kit))!
    for (const token of [tokens.kit, tokens.sso]) {
      const { page } = await see(token)
      const answer = await page.request.get(`${house.url}/v1/account/access`)
      const caller = (await house.server.deps.sessions.find(token, house.server.deps.clock()))!
      const session = (await sessionById(store, caller.session!))!
      const secrets = [token, session.tokenHash, session.id, account.passwordHash!]
      const fields = JSON.stringify(await answer.json()).match(/"\w+":/g)!
      expect(fields.filter((field) => /token|cookie|secret|hash/i.test(field))).toEqual([])
      for (const text of [await answer.text(), await page.content()])
        for (const secret of secrets) {
          expect(secret.length).toBeGreaterThan(10)
          expect(text).not.toContain(secret)
        }
    }
  })

  it('says top right that access is ready, or that a scope is needed (A05)', async () => {
    for (const [token, badge] of [
      [tokens.kit, 'Access ready'],
      [tokens.blocked, 'Scope needed'],
      [tokens.invited, 'Scope needed'],
    ] as const)
      for (const width of [1280, 390]) {
        const { page } = await see(token)
        await page.setViewportSize({ width, height: 844 })
        const box = (await page.getByText(badge, { exact: true }).boundingBox())!
        const title = (await page.getByRole('heading', { level: 1 }).boundingBox())!
        expect(box.x + box.width).toBeGreaterThan(width - 40)
        expect(box.y).toBeLessThan(title.y + title.height)
        expect(await sideways(page)).toBe(0)
      }
  })
})

describe('the four tiles', () => {
  it('are these, in this order, and say how the session began, who vouches, the memberships and the groups (A06 A07 A08 A09 A70)', async () => {
    const shown = async (token: string) => {
      const { page } = await see(token)
      const tiles = await tilesShown(page)
      expect(tiles.map(([title]) => title)).toEqual([
        'Login method',
        'Provider',
        'Membership state',
        'Group sync',
      ])
      return tiles.map(([, , says]) => says)
    }
    expect(await shown(tokens.kit)).toEqual([
      'Password',
      'Compartment',
      '1 active - 1 pending',
      'No groups present',
    ])
    expect(await shown(tokens.sso)).toEqual([
      'SSO browser session',
      'Corp',
      '1 active - 0 pending',
      '2 group claims',
    ])
    expect(await shown(tokens.blocked)).toEqual([
      'SSO browser session',
      'Shared SSO broker',
      '0 active - 0 pending',
      'No groups present',
    ])
  })

  it('are each Ready or Setup; Setup asks for attention, is no error and blocks nothing (A10)', async () => {
    const states = async (token: string) => {
      const { page, faults } = await see(token)
      const tiles = await tilesShown(page)
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(await page.locator('main [data-tone="denied"]').count()).toBe(0)
      expect(await page.getByRole('list', { name: 'This session' }).innerText()).not.toMatch(
        /error|fail|denied/i,
      )
      expect(faults).toEqual([])
      return tiles.map(([, state]) => state)
    }
    // A password to fall back to, and no group claims; what they may do, they may do all the same.
    expect(await states(tokens.kit)).toEqual(['Ready', 'Setup', 'Ready', 'Setup'])
    expect(await states(tokens.sso)).toEqual(['Ready', 'Ready', 'Ready', 'Ready'])
    expect(await states(tokens.blocked)).toEqual(['Ready', 'Ready', 'Setup', 'Setup'])
    const asKit = createClient({ url: house.url, token: tokens.kit })
    const body = { principal: kit, permission: 'deployment.create', scope: 'organization' }
    expect((await asKit.checkAccess({ ...acme, body })).allowed).toBe(true)
  })
})

describe('the Identity panel', () => {
  const facts = async (token: string) => {
    const { page } = await see(token)
    const text = await panel(page, 'Identity').innerText()
    return text.replaceAll(/\s+/g, ' ')
  }

  it('has the e-mail and username that came with the session, the customer and tenant, and that it is read-only (A11 A12 A13 A71)', async () => {
    const sso = await facts(tokens.sso)
    expect(sso).toMatch(/E-mail kit@corp\.example Username kitty Scope default \/ acme/)
    expect(sso).toContain('This view is read-only')
    expect(sso).not.toContain(KIT)
    expect(await facts(tokens.kit)).toMatch(/E-mail kit@acme\.example .* Scope default \/ acme/)
    expect(await facts(tokens.blocked)).toContain('Scope none yet')
  })

  it('leads to the page on which the provider changes the password, in a new tab that knows nothing of this one; this page never has it (A14 A16)', async () => {
    const { page, faults } = await see(tokens.kit)
    await panel(page, 'Identity').getByRole('heading', { name: 'Password and recovery' }).waitFor()
    expect(await page.locator('input').count()).toBe(0)
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`))
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      panel(page, 'Identity').getByRole('link', { name: 'Change password' }).click(),
    ])
    await opened.getByRole('heading', { level: 1, name: 'Password' }).waitFor()
    expect(opened.url()).toBe(`${house.url}/password`)
    expect(await opened.evaluate('window.opener')).toBeNull()
    expect(page.url()).toBe(`${house.url}/account/access`)
    const next = 'eight purple walruses dance'
    await opened.getByLabel('Current password', { exact: true }).fill(PASSWORD)
    await opened.getByLabel('New password', { exact: true }).fill(next)
    await opened.getByRole('button', { name: 'Change the password' }).click()
    await opened.getByText('Your password is changed').waitFor()
    // Neither sent from here, nor shown, nor kept.
    expect(sent).toEqual([])
    const kept = '[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join()'
    for (const text of [await page.content(), await page.evaluate<string>(kept)])
      for (const password of [PASSWORD, next]) expect(text).not.toContain(password)
    tokens.kit = await changePassword(house, KIT, next, PASSWORD)
    // Every other session has ended, the single sign-on among them.
    tokens.sso = await singleSignOn(house.server.deps, { account: kit, provider: 'prv_corp', claims: CLAIMS })
    expect(faults).toEqual([])
  })

  it('has no such box with single sign-on that has no password to fall back to (A15)', async () => {
    const { page } = await see(tokens.invited)
    await panel(page, 'Identity').waitFor()
    expect(await page.getByText('Password and recovery').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Change password' }).count()).toBe(0)
    const sso = await see(tokens.sso)
    await sso.page.getByText('Password and recovery').waitFor()
  })
})

describe('the Claims and roles panel', () => {
  it('has the groups and roles that came with the session as pills, and what contributes; or says that there are none (A17 A18 A19 A72)', async () => {
    const sso = await see(tokens.sso)
    const pills = (name: string) =>
      panel(sso.page, 'Claims and roles').getByRole('list', { name }).getByRole('listitem')
    expect(await pills('Groups').allInnerTexts()).toEqual(['engineers', 'on call'])
    expect(await pills('Roles').allInnerTexts()).toEqual(['lead'])
    await sso.page.getByText('Role claims act only where a mapping makes something of them.').waitFor()
    expect(await pills('Provider').allInnerTexts()).toEqual(['Stored memberships'])
    const none = await see(tokens.blocked)
    await none.page.getByText('No groups came with this session. Access can still come from stored').waitFor()
    await none.page.getByText('No role claims came with this session.').waitFor()
    expect(await panel(none.page, 'Claims and roles').getByText('Provider').count()).toBe(0)
  })

  it('leads admins to the members, where they look somebody up; others get neither the button nor the page (A20 A51 A73)', async () => {
    const ada = await see(tokens.ada)
    await panel(ada.page, 'Claims and roles').getByRole('link', { name: 'Members' }).click()
    await ada.page.waitForURL('**/orgs/acme/settings/users')
    await ada.page.getByLabel('Search by name or address').fill('kit')
    await openPerson(ada.page, KIT)
    await drawer(ada.page).getByText('Active', { exact: true }).waitFor()
    expect(ada.faults).toEqual([])
    for (const token of [tokens.kit, tokens.blocked]) {
      const { page } = await see(token)
      expect(await page.getByRole('link', { name: 'Members' }).count()).toBe(0)
      await page.goto(`${house.url}/orgs/acme/settings/users`)
      expect(await heading(page)).toMatch(/^Users$|^This tenant is not available to you$/)
      await page
        .getByText(/You may not|not available to you/)
        .first()
        .waitFor()
      expect(await page.locator('main').innerText()).not.toContain('ada@')
      const members = createClient({ url: house.url, token }).listUsers(acme)
      await expect(members).rejects.toMatchObject({ problem: { status: 403 } })
    }
  })
})

describe('the way around', () => {
  it('follows the role, and the server refuses whatever it hides (A03)', async () => {
    const lists = {
      Users: 'listUsers',
      Groups: 'listGroups',
      'Roles & Permissions': 'listRoles',
      'Feature Flags': 'listFeatures',
    } as const
    await house.ada.createRole({
      ...acme,
      body: { name: 'Groups only', permissions: ['organization.group.read'] },
    })
    await house.admit('gil@acme.example', 'Groups only')
    for (const [token, seen] of [
      [tokens.ada, Object.keys(lists)],
      [await passwordSession(house, 'gil@acme.example'), ['Groups']],
      [tokens.kit, []],
    ] as const) {
      const { page } = await see(token)
      await page.goto(`${house.url}/orgs/acme`)
      await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor()
      const links = page.getByRole('navigation', { name: 'Tenant' }).getByRole('link')
      await expect.poll(async () => (await links.allInnerTexts()).slice(1)).toEqual(seen)
      const client = createClient({ url: house.url, token })
      for (const [name, operation] of Object.entries(lists)) {
        const asked = client[operation](acme).then(
          () => 'shown',
          (error: { problem: { code: string } }) => error.problem.code,
        )
        expect([name, await asked]).toEqual([
          name,
          seen.some((one) => one === name) ? 'shown' : 'NOT_ALLOWED',
        ])
      }
    }
  })

  it('is one line at 390 px, which says where one is and opens', async () => {
    const { page, faults } = await see(tokens.ada)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${house.url}/orgs/acme/settings/groups`)
    const nav = page.getByRole('navigation', { name: 'Tenant' })
    await nav.getByRole('button', { name: 'Page: Settings › Groups' }).focus()
    expect((await nav.boundingBox())!.height).toBeLessThan(60)
    await page.keyboard.press('Enter')
    await nav.getByRole('menuitem', { name: 'Users' }).waitFor()
    const items = await nav.getByRole('menuitem').allInnerTexts()
    expect(items).toEqual(['Your access', 'Users', 'Groups', 'Roles & Permissions', 'Feature Flags'])
    await nav.getByRole('menuitem', { name: 'Users' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    expect(faults).toEqual([])
  })
})

describe('memberships', () => {
  it('are a row each: member, customer and tenant, role and status; pending ones lead to where they are accepted (A21)', async () => {
    for (const width of [1280, 390]) {
      const { page, faults } = await see(tokens.kit)
      await page.setViewportSize({ width, height: 844 })
      expect(await membershipsShown(page)).toEqual([
        [KIT, 'default / acme', 'deployer', 'active'],
        [KIT, 'default / globex', 'viewer', expect.stringMatching(/^pending\s+accept$/) as unknown],
      ])
      expect(await sideways(page)).toBe(0)
      await page.getByRole('link', { name: 'accept' }).click()
      await page.getByRole('button', { name: 'Join globex' }).waitFor()
      expect(faults).toEqual([])
    }
  })

  it('that are disabled are counted below, and stand in no row; without any there is a notice (A22 A23)', async () => {
    const blocked = await see(tokens.blocked)
    await blocked.page.getByText('No membership records are attached to your identity yet.').waitFor()
    await blocked.page.getByText('One disabled membership is not listed.').waitFor()
    expect(await blocked.page.getByRole('table').count()).toBe(0)
    const invited = await see(tokens.invited)
    await invited.page.getByText('No membership records are attached to your identity yet.').waitFor()
    expect(await invited.page.getByText('disabled').count()).toBe(0)
  })

  it('go from pending to active to disabled and back, with the members’ page (A60)', async () => {
    const { page, faults } = await see(tokens.kit)
    const signInAnew = (to: typeof page, token: string) =>
      to.context().addCookies([{ name: 'compartment', value: token, url: house.url }])
    const gus = createClient({ url: house.url, token: await passwordSession(house, 'gus@globex.example') })
    const globex = { organization: 'globex', user: KIT }
    const standing = async () => (await gus.showUser(globex)).standing
    const state = async () => {
      await openAccess(house, page)
      const [, , third] = await tilesShown(page)
      return [
        third![2],
        (await membershipsShown(page)).length,
        await page.getByText('disabled').count(),
        await standing(),
      ]
    }
    expect(await state()).toEqual(['1 active - 1 pending', 2, 0, 'pending'])
    await page.getByRole('link', { name: 'accept' }).click()
    await page.getByRole('button', { name: 'Join globex' }).click()
    await page.getByText('You are now a member of globex').waitFor()
    expect(await state()).toEqual(['2 active - 0 pending', 2, 0, 'active'])
    await gus.blockUser({ ...globex, body: {} })
    expect(await state()).toEqual(['1 active - 0 pending', 1, 1, 'inactive'])
    await page.getByText('One disabled membership is not listed.').waitFor()
    await gus.unblockUser({ ...globex, body: {} })
    // What the block has ended stays ended: it takes another sign-in.
    await signInAnew(page, await passwordSession(house, KIT))
    expect(await state()).toEqual(['2 active - 0 pending', 2, 0, 'active'])
    expect(faults).toEqual([])
  })
})

it('is reached from the account’s menu, and its way around with the keyboard alone, at 390 px', async () => {
  const { page, faults } = await see(tokens.ada)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${house.url}/orgs/acme`)
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Access', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Account access' }).waitFor()
  const nav = page.getByRole('navigation', { name: 'Account' })
  await nav.getByRole('button', { name: 'Page: Account › Access' }).focus()
  await page.keyboard.press('Enter')
  await nav.getByRole('menuitem', { name: 'Sessions' }).waitFor()
  await nav.getByRole('menuitem', { name: 'Sessions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor()
  expect(faults).toEqual([])
})
