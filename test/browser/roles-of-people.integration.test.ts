/** From a person to their roles and back: what the profile shows, where it leads, and how a role is given to somebody. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { cli, type Machine, machine } from '../cli/recorded-terminal.ts'
import { ADA, ConsoleHouse, PASSWORD, type Visit } from './console-house.ts'
import { openRoles, roleRows, togglesShown } from './roles-page.ts'
import { drawer, openUsers, status } from './users-page.ts'

const acme = { organization: 'acme' }
const ALEX = 'alex@acme.example'
const SEVERAL = ['alex', 'bo', 'cleo'].map((name) => `${name}@acme.example`)

let house: ConsoleHouse
let visit: Visit
let page: Page
let on: Machine
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const { ada } = house
  for (const name of ['billing', 'shop']) await ada.createProject({ ...acme, body: { name } })
  for (const name of ['production', 'staging'])
    await ada.createEnvironment({ ...acme, project: 'billing', body: { name } })
  await ada.createRole({ ...acme, body: { name: 'Log Reader', permissions: ['deployment.logs.read'] } })
  await ada.createGroup({ ...acme, body: { name: 'Ops' } })
  await ada.createAssignment({ ...acme, body: { role: 'deployer', group: 'Ops', scope: 'shop' } })
  await house.admit(ALEX, 'Log Reader')
  for (const email of SEVERAL) {
    if (email !== ALEX) await ada.inviteUser({ ...acme, body: { email } })
    const body = { user: email, role: 'Log Reader', scope: 'billing/production' }
    await ada.createAssignment({ ...acme, body })
  }
  await ada.addGroupMember({ ...acme, group: 'Ops', body: { user: ALEX } })
  await ada.inviteUser({ ...acme, body: { email: 'dee@acme.example' } })
  visit = await house.visitAs(ADA)
  page = visit.page
  const body = { email: ADA, password: PASSWORD, answer_as: 'token' } as const
  const { token } = await createClient({ url: house.url }).signIn({ body })
  on = machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: token! } })
})
afterAll(async () => {
  await visit?.close()
  await house?.close()
})
beforeEach(() => void visit.faults.splice(0))

describe('the profile', () => {
  it('shows roles, direct ones and those through groups, with where; each leads to its toggles (F50)', async () => {
    await openUsers(house, page, '?user=alex@acme.example')
    const roles = drawer(page).getByRole('list', { name: 'Roles', exact: true })
    expect(await roles.getByRole('link').allInnerTexts()).toEqual(['Log Reader', 'deployer'])
    const direct = drawer(page).getByRole('region', { name: 'Direct assignments' }).getByRole('listitem')
    await direct.filter({ hasText: 'Log Reader' }).filter({ hasText: 'production' }).waitFor()
    const groups = drawer(page).getByRole('region', { name: 'Groups' })
    const through = groups.getByRole('listitem').filter({ hasText: 'Ops' }).getByRole('list')
    expect(await through.innerText()).toMatch(/deployer\s+acme\s*shop/)
    await through.getByRole('link', { name: 'deployer' }).click()
    await drawer(page).getByRole('heading', { level: 2, name: 'deployer' }).waitFor()
    const on = (await togglesShown(page)).flatMap(([, keys]) => keys).filter(([, is]) => is)
    expect(on.map(([key]) => key)).toEqual(
      expect.arrayContaining((await house.ada.showRole({ ...acme, role: 'deployer' })).permissions),
    )
    expect(on).toHaveLength(18)
    expect(visit.faults).toEqual([])
  })

  it('of somebody without roles says so, and Manage roles leads to the page of the roles', async () => {
    await openUsers(house, page, '?tab=pending&user=dee@acme.example')
    await drawer(page).getByText('In no group.').waitFor()
    const fact = drawer(page).locator('dl > div').filter({ hasText: 'Roles' })
    expect(await fact.locator('dd').innerText()).toBe('none')
    await drawer(page).getByRole('link', { name: 'Manage roles' }).click()
    await page.waitForURL('**/orgs/acme/settings/roles')
    expect(await roleRows(page)).toContain('Log Reader')
    expect(visit.faults).toEqual([])
  })

  it('shows no role to whoever may not see roles, and leads nowhere', async () => {
    const permissions = ['organization.user.read', 'organization.group.read']
    await house.ada.createRole({ ...acme, body: { name: 'People', permissions } })
    await house.admit('ray@acme.example', 'People')
    const ray = await house.visitAs('ray@acme.example')
    await openUsers(house, ray.page, '?user=alex@acme.example')
    await drawer(ray.page).getByText('not shown to you').waitFor()
    await drawer(ray.page).getByRole('listitem').filter({ hasText: 'Ops' }).waitFor()
    const text = await drawer(ray.page).innerText()
    for (const hidden of ['Log Reader', 'deployer', 'Manage roles', 'gives no role'])
      expect(text).not.toContain(hidden)
    expect(ray.faults).toEqual([])
    await ray.close()
  })
})

describe('the check of roles', () => {
  it('leads to the roles it names with what was asked marked, to every role that has it, and from a role to who holds it (F57)', async () => {
    const place = '?user=alex@acme.example&why=deployment.create&at=billing/production'
    await openUsers(house, page, place)
    const check = drawer(page).getByRole('region', { name: 'Diagnose' }).locator('ol > li').nth(4)
    await check.getByRole('link', { name: 'every role that has it' }).waitFor()
    expect(await check.getByRole('link').allInnerTexts()).toEqual([
      'Log Reader',
      'deployer',
      'admin',
      'every role that has it',
    ])
    await check.getByRole('link', { name: 'Log Reader' }).click()
    await drawer(page).getByText('deployment.create is off in this role.').waitFor()
    const asked = drawer(page).locator('[data-asked="true"]')
    expect(await asked.innerText()).toMatch(/off:[\s\S]*deployment\.create/)
    expect(await roleRows(page)).toEqual(['admin', 'deployer'])
    const holders = drawer(page).getByRole('region', { name: 'Held by' })
    await holders.getByRole('link', { name: ALEX }).first().click()
    await drawer(page).getByRole('heading', { level: 2, name: 'alex@acme.example' }).waitFor()
    await page.goBack()
    await page.goBack()
    await check.getByRole('link', { name: 'every role that has it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Roles & Permissions' }).waitFor()
    expect(await roleRows(page)).toEqual(['admin', 'deployer'])
    expect(visit.faults).toEqual([])
  })
})

describe('giving a role', () => {
  it('starts from the smallest place, says how far each reaches, and keeps the place that was looked at', async () => {
    await openUsers(house, page, '?tab=pending&user=dee@acme.example')
    await drawer(page).getByRole('button', { name: 'Give a role' }).click()
    const where = drawer(page).getByLabel('Where')
    expect(await where.inputValue()).toBe('')
    await expect
      .poll(() => where.locator('option').allInnerTexts())
      .toEqual([
        'Choose a place',
        'billing/production',
        'billing/staging',
        'billing',
        'shop',
        'The whole organization',
      ])
    await where.selectOption('billing/staging')
    await drawer(page).getByText('Counts in this environment alone.').waitFor()
    await where.selectOption('organization')
    await drawer(page).getByText('Counts everywhere: in 2 projects and 2 environments.').waitFor()
    await openUsers(house, page, '?tab=pending&user=dee@acme.example&at=billing/production')
    await drawer(page).getByRole('button', { name: 'Give a role' }).click()
    await expect.poll(() => where.inputValue()).toBe('billing/production')
    expect(visit.faults).toEqual([])
  })

  it('that a group gives there already says which', async () => {
    await openUsers(house, page, '?tab=pending&user=dee@acme.example')
    await drawer(page).getByRole('button', { name: 'Give a role' }).click()
    await drawer(page).getByLabel('Role', { exact: true }).selectOption({ label: 'deployer' })
    await drawer(page).getByLabel('Where').selectOption('shop')
    await drawer(page).getByText('The group Ops gives deployer there.').waitFor()
    await openUsers(house, page, '?user=alex@acme.example')
    await drawer(page).getByRole('button', { name: 'Give a role' }).click()
    await drawer(page).getByLabel('Role', { exact: true }).selectOption({ label: 'deployer' })
    await drawer(page).getByLabel('Where').selectOption('shop')
    await drawer(page).getByText('holds deployer there already, through Ops').waitFor()
    expect(visit.faults).toEqual([])
  })
})

describe('one role for several people at one place', () => {
  it('is found by lint and shown by the console with a group to make; the form starts from the smallest place; what it says can be done is done (S2-7)', async () => {
    const found = () =>
      house.ada
        .lintAccess(acme)
        .then(({ items }) => items.filter(({ rule }) => rule === 'same_role_for_several'))
    expect(await found()).toMatchObject([{ scope: { project: 'billing', environment: 'production' } }])
    const told = await cli(on, 'access', 'lint')
    expect(told.out).toContain(
      '3 people have Log Reader directly at billing/production: a group would say it once',
    )

    const { id } = await house.ada.showRole({ ...acme, role: 'Log Reader' })
    await openRoles(house, page, `?role=${id}`)
    await drawer(page).getByText('3 people hold Log Reader directly at billing/production.').waitFor()
    await openUsers(house, page, '?tab=pending&user=bo@acme.example')
    await drawer(page).getByText('3 people hold it directly there').waitFor()
    await openUsers(house, page, '?tab=pending&user=dee@acme.example')
    await drawer(page).getByRole('button', { name: 'Give a role' }).click()
    const places = await drawer(page).getByLabel('Where').locator('option').allInnerTexts()
    expect([places[1], places.at(-1)]).toEqual(['billing/production', 'The whole organization'])
    await drawer(page).getByLabel('Role', { exact: true }).selectOption({ label: 'Log Reader' })
    await drawer(page).getByLabel('Where').selectOption('billing/production')
    await drawer(page).getByText('3 people hold Log Reader directly at billing/production.').waitFor()
    await drawer(page)
      .getByRole('region', { name: 'Direct assignments' })
      .getByText('What would be done')
      .click()
    const lines = drawer(page).locator('figure pre code')
    await lines.first().waitFor()
    const [login, ...commands] = await lines.allInnerTexts()
    expect(login).toContain('compartment login')
    const can = () =>
      Promise.all(SEVERAL.map((principal) => house.ada.whatAccess({ ...acme, body: { principal } })))
    const before = (await can()).map(({ items }) => items)
    for (const line of commands) {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
      const { exit, err } = await cli(on, ...words.slice(1), ...(words.includes('delete') ? ['--yes'] : []))
      expect([exit, err], line).toEqual([0, ''])
      expect((await can()).map(({ items }) => items)).toEqual(before)
    }
    expect(await found()).toEqual([])
    const scope = 'billing/production'
    const { items } = await house.ada.listAssignments({ ...acme, role: 'Log Reader', scope })
    expect(items.map(({ subject }) => subject)).toMatchObject([
      { type: 'group', name: `Log Reader at ${scope}` },
    ])
    expect(visit.faults).toEqual([])
  })
})

it('an invitation asks where its role counts, from the smallest place on', async () => {
  await openUsers(house, page, '?invite=true')
  await drawer(page).getByLabel('E-mail').fill('new@acme.example')
  await drawer(page).getByLabel('Role').selectOption({ label: 'viewer' })
  await drawer(page).getByRole('button', { name: 'See what this does' }).click()
  await drawer(page).getByText('Choose where they hold it.').waitFor()
  await drawer(page).getByLabel('Where').selectOption('billing/staging')
  await drawer(page).getByRole('button', { name: 'See what this does' }).click()
  await drawer(page).getByRole('button', { name: 'Invite new@acme.example' }).click()
  await status(page, 'new@acme.example is invited.').waitFor()
  const { items } = await house.ada.listAssignments({ ...acme, user: 'new@acme.example' })
  expect(items.map(({ scope }) => scope.environment)).toEqual(['staging'])
  expect(visit.faults).toEqual([])
})
