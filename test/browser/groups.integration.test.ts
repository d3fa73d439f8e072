/** Settings → Groups in a real browser: who is in a group and what it gives, and changing both after their impact. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { connectCorp, seated } from '../support/single-sign-on.ts'
import { passwordSession } from './access-page.ts'
import { ADA, ConsoleHouse, sideways, type Visit, withoutAnswer } from './console-house.ts'
import { membersShown, openGroup, openGroups, part, tryToAdd } from './groups-page.ts'
import { cellsOf, roleRows as rows } from './roles-page.ts'
import { drawer, openUsers, status } from './users-page.ts'

const acme = { organization: 'acme' }
const addressOf = (name: string): string => `${name}@acme.example`
const [KIT, LOU, MEL, NAN] = ['kit', 'lou', 'mel', 'nan'].map(addressOf) as [string, string, string, string]

let house: ConsoleHouse
let visit: Visit
let page: Page
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const { ada } = house
  for (const name of ['billing', 'shop']) await ada.createProject({ ...acme, body: { name } })
  await ada.createEnvironment({ ...acme, project: 'billing', body: { name: 'production' } })
  const ids = new Map<string, string>()
  for (const email of [KIT, LOU, MEL, NAN]) {
    const answer = await ada.inviteUser({ ...acme, body: { email, name: email[0]!.toUpperCase() } })
    if ('user' in answer) ids.set(email, answer.user.id)
  }
  for (const [name, description] of [
    ['Support', 'Answers customers'],
    ['Ops', ''],
    ['Engineers', 'As Corp has them'],
  ] as const) {
    const group = await ada.createGroup({ ...acme, body: { name, description } })
    if ('id' in group) ids.set(name, group.id)
  }
  await ada.createAssignment({ ...acme, body: { role: 'viewer', group: 'Support', scope: 'shop' } })
  await ada.createAssignment({ ...acme, body: { role: 'readonly', group: 'Support', scope: 'billing' } })
  await ada.addGroupMember({ ...acme, group: 'Support', body: { user: KIT } })
  await connectCorp(house.server.deps)
  await seated(house.server.deps, ids.get('Engineers')!, ids.get(KIT)!, 'sso:prv_corp')
  visit = await house.visitAs(ADA)
  page = visit.page
})
afterAll(async () => {
  await visit?.close()
  await house?.close()
})
beforeEach(() => void visit.faults.splice(0))

const show = (group: string) => house.ada.showGroup({ ...acme, group })
const members = async (group: string) =>
  (await house.ada.listGroupMembers({ ...acme, group })).items.map(({ email }) => email)

const clientOf = async (email: string) =>
  createClient({ url: house.url, token: await passwordSession(house, email) })

describe('the list', () => {
  it('has every group with how many are in it, what it gives where and what fills it; it is searched and sorted in the address', async () => {
    await page.getByRole('link', { name: 'Groups' }).click()
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
    expect(await rows(page)).toEqual(['Engineers', 'Ops', 'Support'])
    expect(await cellsOf(page, 'Support')).toEqual([
      'Answers customers',
      '1',
      'readonly, viewer',
      'billing, shop',
    ])
    expect(await cellsOf(page, 'Ops')).toEqual(['', 'nobody', 'none', ''])
    await page.getByRole('row', { name: /Engineers from Corp/ }).waitFor()
    await page.getByLabel('Search by name or description').fill('customers')
    await expect.poll(() => rows(page)).toEqual(['Support'])
    await page.getByLabel('Search by name or description').fill('zzz')
    await page.getByText('No group matches').waitFor()
    expect(new URL(page.url()).search).toBe('?q=zzz')
    await page.getByRole('button', { name: 'Show all groups' }).click()
    await page.getByRole('button', { name: 'Group', exact: true }).click()
    await expect.poll(() => rows(page)).toEqual(['Support', 'Ops', 'Engineers'])
    await page.getByLabel('Sorted by').selectOption('members')
    await expect.poll(async () => (await rows(page))[0]).toBe('Ops')
    expect(new URL(page.url()).search).toBe('?sort=members')
    expect(visit.faults).toEqual([])
  })
})

describe('the page of the roles', () => {
  it('is opened by Manage roles inside the details of a user and of a group (S2-2)', async () => {
    const { href } = new URL('/orgs/acme/settings/roles', house.url)
    await openGroups(house, page)
    await openGroup(page, 'Support')
    await drawer(page).getByRole('link', { name: 'Manage roles' }).click()
    await page.getByRole('heading', { level: 1, name: 'Roles & Permissions' }).waitFor()
    expect(page.url()).toBe(href)
    await openUsers(house, page, `?tab=pending&user=${KIT}`)
    await drawer(page).getByRole('link', { name: 'Manage roles' }).click()
    await page.getByRole('heading', { level: 1, name: 'Roles & Permissions' }).waitFor()
    expect([page.url(), await rows(page)]).toEqual([
      href,
      expect.arrayContaining(['admin', 'viewer']) as unknown,
    ])
    // And back: who holds a role leads to the group.
    await openGroups(house, page, '?group=Support')
    await part(page, 'Roles').getByRole('link', { name: 'readonly' }).click()
    await drawer(page).getByRole('link', { name: 'Support' }).click()
    await drawer(page).getByRole('heading', { level: 2, name: 'Support' }).waitFor()
    expect(visit.faults).toEqual([])
  })
})

describe('members', () => {
  it('come in together, after what they gain was shown; who is in it already is said', async () => {
    await openGroups(house, page, '?group=Support')
    await tryToAdd(page, `${LOU}, ${KIT}\n${MEL.toUpperCase()}`)
    await drawer(page).getByRole('heading', { name: 'Add 3 people to Support?' }).waitFor()
    await drawer(page).getByText('One of them is in it already.').waitFor()
    const strip = drawer(page).locator('summary').filter({ hasText: '2 people, at 2 places' })
    expect(await strip.innerText()).toMatch(/\+20/)
    expect(await members('Support')).toEqual([KIT])
    await drawer(page).getByLabel('Reason').fill('new on the team')
    await drawer(page).getByRole('button', { name: 'Add 3 people' }).click()
    await status(page, '3 people are in Support.').waitFor()
    expect(await membersShown(page)).toEqual([`${KIT} K`, `${LOU} L`, `${MEL} M`])
    const [event] = (await house.ada.listAuditEvents({ ...acme, limit: 1 })).items
    expect(event).toMatchObject({ type: 'group.member.added', reason: 'new on the team' })
    await expect.poll(() => cellsOf(page, 'Support')).toContain('3')
    expect(visit.faults).toEqual([])
  })

  it('are found and ticked; somebody who is not in the tenant is named, and nobody comes in then', async () => {
    await openGroups(house, page, '?group=Support&do=add')
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(page).getByText('Enter at least one address.').waitFor()
    await drawer(page).getByLabel('Find people').fill('acme.example')
    const found = drawer(page).getByRole('list', { name: 'People found' })
    expect(await found.getByRole('checkbox', { name: LOU }).isDisabled()).toBe(true)
    await found.getByRole('checkbox', { name: NAN }).check()
    expect(await drawer(page).getByLabel('Addresses').inputValue()).toBe(NAN)
    await drawer(page).getByLabel('Addresses').fill(`${NAN} nobody@acme.example`)
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(page).getByText('No user nobody@acme.example.').waitFor()
    await drawer(page).getByText('Invite whoever is not under Users').waitFor()
    expect(
      await drawer(page)
        .getByRole('button', { name: /^Add 2/ })
        .count(),
    ).toBe(0)
    await drawer(page).getByRole('button', { name: 'Change', exact: true }).click()
    await drawer(page).getByRole('button', { name: 'Cancel' }).click()
    expect(await members('Support')).not.toContain(NAN)
    expect(withoutAnswer(visit.faults, 404)).toEqual([])
  })

  it('are taken out after what they lose was shown; what somebody else changes meanwhile is shown instead', async () => {
    await openGroups(house, page)
    await openGroup(page, 'Support')
    await drawer(page)
      .getByRole('button', { name: `Take ${LOU} out` })
      .click()
    await drawer(page)
      .getByRole('heading', { name: `Take ${LOU} out of Support?` })
      .waitFor()
    expect(new URL(page.url()).search).toMatch(/^\?group=grp_\w+&which=usr_\w+&do=remove$/)
    const strip = drawer(page)
      .locator('summary')
      .filter({ hasText: `${LOU}, at 2 places` })
    expect(await strip.innerText()).toMatch(/−10/)
    await house.ada.createAssignment({
      ...acme,
      body: { role: 'deployer', user: LOU, scope: 'organization' },
    })
    await drawer(page)
      .getByRole('button', { name: `Take ${LOU} out`, exact: true })
      .last()
      .click()
    await drawer(page).getByText('Something else has changed since you looked.').waitFor()
    expect(await members('Support')).toContain(LOU)
    await drawer(page)
      .getByRole('button', { name: `Take ${LOU} out`, exact: true })
      .last()
      .click()
    await status(page, `${LOU} is not in Support any more.`).waitFor()
    expect(await members('Support')).toEqual([KIT, MEL])
    expect(withoutAnswer(visit.faults, 409)).toEqual([])
  })

  it('that a provider brings are read-only, and why is said; an address does not lead past it', async () => {
    for (const search of ['', '&do=add', '&do=remove&which=usr_any']) {
      await openGroups(house, page, `?group=Engineers${search}`)
      await drawer(page).getByText('Who is in it is read-only here.').waitFor()
      await drawer(page).getByText('The group is filled from Corp: change it there.').waitFor()
      expect(await membersShown(page)).toEqual([`${KIT} K from Corp`])
      expect(await part(page, 'Members').getByRole('button').count()).toBe(0)
    }
    const add = house.ada.addGroupMembers({ ...acme, group: 'Engineers', body: { users: [LOU] } })
    await expect(add).rejects.toMatchObject({ problem: { code: 'MANAGED_IDENTITY' } })
    const remove = house.ada.removeGroupMember({ ...acme, group: 'Engineers', user: KIT })
    await expect(remove).rejects.toMatchObject({ problem: { code: 'MANAGED_IDENTITY' } })
    expect(visit.faults).toEqual([])
  })
})

describe('roles', () => {
  it('are given to the group at a place, the smallest first, and taken away, each after who gains and loses', async () => {
    await openGroups(house, page, '?group=Support')
    await part(page, 'Roles').getByRole('button', { name: 'Give a role' }).click()
    const first = drawer(page).getByLabel('Where').locator('option').nth(1)
    await expect.poll(() => first.innerText()).toBe('billing/production')
    await drawer(page).getByLabel('Role', { exact: true }).selectOption({ label: 'deployer' })
    await drawer(page).getByLabel('Where').selectOption('billing/production')
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    const strip = drawer(page).locator('summary').filter({ hasText: '2 people, at billing/production' })
    expect(await strip.innerText()).toMatch(/\+20/)
    await drawer(page).getByRole('button', { name: 'Give deployer at billing/production' }).click()
    await status(page, 'Support holds deployer at billing/production.').waitFor()
    const row = part(page, 'Roles').getByRole('listitem').filter({ hasText: 'deployer' })
    expect(await row.innerText()).toMatch(/deployer\s+acme\s*billing\s*production/)
    await row.getByRole('button', { name: 'Take away deployer at billing/production' }).click()
    await drawer(page).getByText('What its members hold directly, or through other groups, stays.').waitFor()
    await drawer(page).getByRole('button', { name: 'Take deployer away' }).click()
    await status(page, 'Support does not hold deployer at billing/production any more.').waitFor()
    expect((await show('Support')).gives!.roles.map(({ name }) => name)).toEqual(['readonly', 'viewer'])
    expect(withoutAnswer(visit.faults, 409)).toEqual([])
  })
})

describe('a group', () => {
  it('is made, and nothing is done before it was shown', async () => {
    await openGroups(house, page)
    await page.getByRole('link', { name: 'New group' }).click()
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('Enter a name.').waitFor()
    await drawer(page).getByLabel('Name', { exact: true }).fill('support')
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('There is a group of this name already.').waitFor()
    await drawer(page).getByLabel('Name', { exact: true }).fill('Night shift')
    await drawer(page).getByLabel('Description').fill('Between ten and six')
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('so nobody’s permissions change').waitFor()
    expect((await house.ada.listGroups({ ...acme, q: 'Night' })).items).toEqual([])
    await drawer(page).getByRole('button', { name: 'Create Night shift' }).click()
    await status(page, 'The group Night shift is created.').waitFor()
    await drawer(page).getByText('None: being in it gives nobody anything yet.').waitFor()
    await drawer(page).getByText('Nobody is in it yet.', { exact: true }).waitFor()
    expect(await show('Night shift')).toMatchObject({ description: 'Between ten and six', member_count: 0 })
    expect(withoutAnswer(visit.faults, 409)).toEqual([])
  })

  it('is called otherwise, and an edit of what somebody else has changed meanwhile is refused', async () => {
    const edit = async (name: string): Promise<void> => {
      await drawer(page).getByRole('button', { name: 'Edit' }).click()
      await drawer(page).getByLabel('Name', { exact: true }).fill(name)
      await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    }
    await openGroups(house, page)
    await openGroup(page, 'Night shift')
    await edit('Nights')
    await drawer(page).getByText('Night shift becomes Nights').waitFor()
    await drawer(page).getByRole('button', { name: 'Change Night shift' }).click()
    await drawer(page).getByRole('heading', { level: 2, name: 'Nights' }).waitFor()
    await house.ada.updateGroup({ ...acme, group: 'Nights', body: { description: 'Ten to six' } })
    await edit('Owls')
    await drawer(page).getByText('Somebody has changed it since you opened it.').waitFor()
    expect(await show('Nights')).toMatchObject({ description: 'Ten to six' })
    expect(withoutAnswer(visit.faults, 412)).toEqual([])
  })

  it('is deleted after what is lost was named and who loses by it was shown', async () => {
    await openGroups(house, page)
    await openGroup(page, 'Support')
    await drawer(page).getByRole('button', { name: 'Delete' }).click()
    await drawer(page).getByText('2 seats in it; the people stay in the tenant').waitFor()
    await drawer(page).getByText('what it gives: readonly at billing').waitFor()
    await drawer(page).getByText('what it gives: viewer at shop').waitFor()
    await drawer(page).locator('summary').filter({ hasText: '2 people, at 2 places' }).waitFor()
    await drawer(page).getByRole('button', { name: 'Delete Support' }).click()
    await status(page, 'The group Support is deleted.').waitFor()
    await expect.poll(() => rows(page)).not.toContain('Support')
    expect(visit.faults).toEqual([])
  })
})

describe('whoever may not', () => {
  it('manage groups or roles is offered nothing to change; see groups, neither the way nor the data; the server refuses too', async () => {
    await house.ada.createRole({
      ...acme,
      body: { name: 'Looker', permissions: ['organization.group.read'] },
    })
    await house.admit('pat@acme.example', 'Looker')
    const pat = await house.visitAs('pat@acme.example')
    for (const search of [
      '?create=true',
      '?group=Ops&do=add',
      '?group=Ops&do=give',
      '?group=Ops&do=delete',
    ]) {
      await openGroups(house, pat.page, search)
      await expect.poll(() => rows(pat.page)).toContain('Ops')
      expect(await pat.page.getByRole('columnheader').allInnerTexts()).toEqual([
        'Group',
        'Description',
        'Members',
      ])
      expect(await pat.page.getByRole('link', { name: 'New group' }).count()).toBe(0)
      if (!search.includes('group')) continue
      await drawer(pat.page).getByText('You may not see roles.').waitFor()
      // The one that closes it.
      expect(await drawer(pat.page).getByRole('button').allInnerTexts()).toEqual([''])
      expect(await drawer(pat.page).getByRole('link').count()).toBe(0)
    }
    const asPat = await clientOf('pat@acme.example')
    const group = { ...acme, group: 'Ops' }
    for (const refused of [
      () => asPat.createGroup({ ...acme, body: { name: 'Mine' } }),
      () => asPat.updateGroup({ ...group, body: { description: 'mine' } }),
      () => asPat.deleteGroup(group),
      () => asPat.addGroupMembers({ ...group, body: { users: [KIT] } }),
      () => asPat.removeGroupMember({ ...group, user: KIT }),
      () => asPat.listAssignments({ ...acme, group: 'Ops' }),
      () => asPat.createAssignment({ ...acme, body: { role: 'viewer', group: 'Ops', scope: 'shop' } }),
    ])
      await expect(refused()).rejects.toMatchObject({ problem: { code: 'NOT_ALLOWED' } })

    await house.admit('dee@acme.example', 'deployer')
    const dee = await house.visitAs('dee@acme.example')
    const asked: string[] = []
    dee.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    expect(await dee.page.getByRole('link', { name: 'Groups' }).count()).toBe(0)
    await openGroups(house, dee.page, '?group=Ops')
    await dee.page.getByText('You may not see groups').waitFor()
    expect(await dee.page.locator('body').innerText()).not.toContain('Ops')
    expect(asked.filter((path) => path.startsWith('/v1/') && path.includes('/groups'))).toEqual([])
    const asDee = await clientOf('dee@acme.example')
    await expect(asDee.listGroups(acme)).rejects.toMatchObject({ problem: { code: 'NOT_ALLOWED' } })
    expect([pat.faults, dee.faults]).toEqual([[], []])
    await pat.close()
    await dee.close()
  })

  it('give what the group gives is told what they lack, and cannot press on', async () => {
    await house.ada.createAssignment({ ...acme, body: { role: 'readonly', group: 'Ops', scope: 'shop' } })
    const permissions = ['organization.group.manage', 'organization.group.read', 'project.read']
    await house.ada.createRole({ ...acme, body: { name: 'Seats', permissions } })
    await house.admit('sol@acme.example', 'Seats')
    const sol = await house.visitAs('sol@acme.example')
    await openGroups(house, sol.page, '?group=Ops')
    await part(sol.page, 'Members').getByRole('button', { name: 'Add people' }).click()
    // Whoever may not see people types addresses: there is nothing to find them with.
    expect(await drawer(sol.page).getByLabel('Find people').count()).toBe(0)
    await drawer(sol.page).getByLabel('Addresses').fill(NAN)
    await drawer(sol.page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(sol.page).getByText('This would give more than you have yourself.').waitFor()
    await drawer(sol.page).getByText('You do not have, at shop:').waitFor()
    expect(
      await drawer(sol.page)
        .getByRole('button', { name: `Add ${NAN}` })
        .count(),
    ).toBe(0)
    expect(withoutAnswer(sol.faults, 403)).toEqual([])
    await sol.close()
  })
})

describe('with the keyboard alone', () => {
  it.each([1280, 390])('at %i px somebody is added, and the focus comes back', async (width) => {
    const who = width === 390 ? LOU : MEL
    await page.setViewportSize({ width, height: 844 })
    await openGroups(house, page)
    await page.getByRole('rowheader').getByRole('link', { name: 'Ops' }).focus()
    await page.keyboard.press('Enter')
    await drawer(page).getByRole('heading', { level: 2, name: 'Ops' }).waitFor()
    await drawer(page).getByRole('button', { name: 'Add people' }).focus()
    await page.keyboard.press('Enter')
    await drawer(page).getByLabel('Addresses').waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')
    await page.keyboard.type(who)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await drawer(page)
      .getByRole('button', { name: `Add ${who}` })
      .focus()
    expect(await sideways(page)).toBe(0)
    await page.keyboard.press('Enter')
    await status(page, `${who} is in Ops.`).waitFor()
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Ops')
    expect(visit.faults).toEqual([])
  })
})
