/** Settings → Roles & Permissions in a real browser: what roles let people do, and changing that after its impact. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient, Refused } from '../../src/contract/client.ts'
import { FAMILIES } from '../../src/core/catalogue/permissions.ts'
import { ADA, ConsoleHouse, PASSWORD, sideways, type Visit, withoutAnswer } from './console-house.ts'
import {
  box,
  cellsOf,
  familiesInEditor,
  openRole,
  openRoles,
  roleRows,
  stateOfFamily,
  togglesShown,
  wholeFamily,
} from './roles-page.ts'
import { drawer, status } from './users-page.ts'

const acme = { organization: 'acme' }
const CATALOGUE = {
  families: [
    {
      name: 'Cases',
      permissions: [{ key: 'cases.close', description: 'Close.', capability: 'close cases' }],
    },
  ],
  features: [],
}

let house: ConsoleHouse
let visit: Visit
let page: Page
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const { ada } = house
  for (const name of ['billing', 'shop']) await ada.createProject({ ...acme, body: { name } })
  await ada.applyCatalogue({ ...acme, catalogue: 'desk', body: CATALOGUE })
  await ada.createGroup({ ...acme, body: { name: 'Ops' } })
  const permissions = ['project.read', 'deployment.logs.read', 'cases.close']
  const body = { name: 'Log Reader', description: 'For the night shift', permissions }
  await ada.createRole({ ...acme, body })
  await ada.createAssignment({ ...acme, body: { role: 'Log Reader', group: 'Ops', scope: 'shop' } })
  await house.invite('kit@acme.example', 'Log Reader')
  visit = await house.visitAs(ADA)
  page = visit.page
})
afterAll(async () => {
  await visit?.close()
  await house?.close()
})
beforeEach(() => void visit.faults.splice(0))

const show = (role: string) => house.ada.showRole({ ...acme, role })

async function refusalOf(asked: Promise<unknown>): Promise<Refused['problem']> {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error.problem
}

async function clientOf(email: string) {
  const body = { email, password: PASSWORD, answer_as: 'token' } as const
  const { token } = await createClient({ url: house.url }).signIn({ body })
  return createClient({ url: house.url, token: token! })
}

describe('the list', () => {
  it('has every role with how many permissions, by whom and where it is held; it is searched, cut and sorted in the address', async () => {
    await page.getByRole('link', { name: 'Roles & Permissions' }).click()
    await page.getByRole('heading', { level: 1, name: 'Roles & Permissions' }).waitFor()
    expect(await roleRows(page)).toEqual(['admin', 'deployer', 'readonly', 'viewer', 'Log Reader'])
    expect(await cellsOf(page, 'Log Reader')).toEqual([
      'For the night shift',
      '3',
      '1 person, 1 group',
      'organization, shop',
    ])
    await page.getByLabel('Search by name or description').fill('night')
    await expect.poll(() => roleRows(page)).toEqual(['Log Reader'])
    await page.getByLabel('Search by name or description').fill('')
    await page.getByLabel('Permission', { exact: true }).selectOption('deployment.create')
    await expect.poll(() => roleRows(page)).toEqual(['admin', 'deployer'])
    await page.getByLabel('Kind').selectOption('custom')
    await page.getByText('No role matches').waitFor()
    expect(new URL(page.url()).search).toBe('?permission=deployment.create&kind=custom')
    await page.getByRole('button', { name: 'Show all roles' }).click()
    await page.getByRole('button', { name: 'Role', exact: true }).click()
    await expect.poll(() => roleRows(page)).toEqual(['admin', 'deployer', 'Log Reader', 'readonly', 'viewer'])
    expect(visit.faults).toEqual([])
  })
})

describe('a role', () => {
  it('shows its toggles, every permission by family, on or off: built-in ones and custom ones (F51)', async () => {
    await openRoles(house, page)
    const { items: all } = await house.ada.listPermissions({ ...acme, limit: 500 })
    const { items: roles } = await house.ada.listRoles(acme)
    expect(roles).toHaveLength(5)
    for (const { name, permissions } of roles) {
      await openRole(page, name)
      const shown = await togglesShown(page)
      expect(shown.map(([family]) => family)).toEqual([...FAMILIES.map((family) => family.name), 'Cases'])
      const expected = all.map(({ key }) => [key, permissions.includes(key)])
      expect(
        shown.flatMap(([, keys]) => keys),
        name,
      ).toEqual(expected)
      await drawer(page).getByRole('button', { name: 'Close' }).click()
    }
    expect(visit.faults).toEqual([])
  })

  it('that is built in is read-only and says why; its copy is one’s own', async () => {
    await openRoles(house, page, '?role=rol_deployer')
    await drawer(page).getByText('Built in, and read-only.').waitFor()
    expect(await drawer(page).getByRole('checkbox').count()).toBe(0)
    for (const name of ['Edit', 'Delete'])
      expect(await drawer(page).getByRole('button', { name, exact: true }).count()).toBe(0)
    const edit = house.ada.updateRole({ ...acme, role: 'deployer', body: { permissions: [] } })
    expect((await refusalOf(edit)).code).toBe('SYSTEM_ROLE')
    // An address does not lead past it.
    await openRoles(house, page, '?role=rol_deployer&do=edit')
    await drawer(page).getByText('Built in, and read-only.').waitFor()
    expect(await drawer(page).getByRole('checkbox').count()).toBe(0)

    await drawer(page).getByRole('button', { name: 'Duplicate' }).click()
    await drawer(page).getByLabel('Name', { exact: true }).fill('Careful Deployer')
    await box(page, 'deployment.rollback').uncheck()
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByRole('button', { name: 'Create Careful Deployer' }).click()
    await status(page, 'The role Careful Deployer is created.').waitFor()
    const kept = (await show('deployer')).permissions.filter((key) => key !== 'deployment.rollback')
    expect((await show('Careful Deployer')).permissions.toSorted()).toEqual(kept.toSorted())
    expect(visit.faults).toEqual([])
  })

  it('is written with its keys by family, a whole family at once, and a description (S2-4)', async () => {
    await openRoles(house, page)
    await page.getByRole('link', { name: 'New role' }).click()
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('name')
    expect(await familiesInEditor(page)).toEqual([
      ...FAMILIES.map(({ name, rows }) => [name, rows.length]),
      ['Cases', 1],
    ])
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('Enter a name.').waitFor()
    await drawer(page).getByLabel('Name', { exact: true }).fill('deployer')
    await drawer(page).getByLabel('Description').fill('Everything about deployments')
    const deployments = wholeFamily(page, 'Deployments')
    const keys = FAMILIES.find(({ name }) => name === 'Deployments')!.rows.map(([key]) => key)
    await deployments.click()
    for (const key of keys) expect(await box(page, key).isChecked(), key).toBe(true)
    const state = () => stateOfFamily(page, 'Deployments')
    expect(await state()).toEqual([true, false])
    await box(page, 'deployment.inspect').uncheck()
    expect(await state()).toEqual([false, true])
    await deployments.click()
    expect(await box(page, 'deployment.inspect').isChecked()).toBe(true)
    await deployments.click()
    for (const key of keys) expect(await box(page, key).isChecked(), key).toBe(false)
    await deployments.click()
    await drawer(page).getByLabel('Find a permission').fill('close')
    await box(page, 'cases.close').check()
    expect(await drawer(page).locator('fieldset').count()).toBe(1)
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('There is a role of this name already.').waitFor()
    await drawer(page).getByLabel('Name', { exact: true }).fill('Release Crew')
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page).getByText('Nobody holds it yet').waitFor()
    expect((await house.ada.listRoles({ ...acme, q: 'Release Crew' })).items).toEqual([])
    await drawer(page).getByRole('button', { name: 'Create Release Crew' }).click()
    await status(page, 'The role Release Crew is created.').waitFor()
    expect(await show('Release Crew')).toMatchObject({
      description: 'Everything about deployments',
      permissions: expect.toSatisfy(
        (got: string[]) => got.toSorted().join() === [...keys, 'cases.close'].toSorted().join(),
      ) as unknown,
    })
    expect(withoutAnswer(visit.faults, 409)).toEqual([])
  })
})

describe('an edit', () => {
  it('shows who gains and loses before it is made, and is made as it was shown', async () => {
    await openRoles(house, page)
    await openRole(page, 'Log Reader')
    await drawer(page).getByRole('button', { name: 'Edit' }).click()
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(page).getByText('Nothing is different yet.').waitFor()
    await box(page, 'deployment.read').check()
    await box(page, 'cases.close').uncheck()
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    const strip = drawer(page).locator('summary').filter({ hasText: 'kit@acme.example' })
    expect(await strip.innerText()).toMatch(/\+1\s*−1/)
    expect((await show('Log Reader')).permissions).toContain('cases.close')
    await drawer(page).getByRole('button', { name: 'Go on editing' }).click()
    expect(await box(page, 'deployment.read').isChecked()).toBe(true)
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(page).getByLabel('Reason').fill('reads deployments too')
    await drawer(page).getByRole('button', { name: 'Change Log Reader' }).click()
    await status(page, 'The role Log Reader is changed.').waitFor()
    const { permissions } = await show('Log Reader')
    expect(permissions.toSorted()).toEqual(['deployment.logs.read', 'deployment.read', 'project.read'])
    const [event] = (await house.ada.listAuditEvents({ ...acme, limit: 1 })).items
    expect(event).toMatchObject({ type: 'role.updated', reason: 'reads deployments too' })
    expect(visit.faults).toEqual([])
  })

  it('of what somebody else has changed meanwhile is refused, and undoes nothing of theirs', async () => {
    await openRoles(house, page)
    await openRole(page, 'Log Reader')
    await drawer(page).getByRole('button', { name: 'Edit' }).click()
    await box(page, 'domain.read').check()
    const permissions = ['project.read', 'deployment.inspect']
    await house.ada.updateRole({ ...acme, role: 'Log Reader', body: { permissions } })
    await drawer(page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(page).getByText('Somebody has changed it since you opened it.').waitFor()
    expect((await show('Log Reader')).permissions).toEqual(permissions)
    expect(withoutAnswer(visit.faults, 412)).toEqual([])
  })

  it('gives nobody more than the editor has, where they have it: what the server would refuse cannot be pressed', async () => {
    const { ada } = house
    const own = ['organization.role.manage', 'organization.role.read', 'deployment.read', 'project.read']
    await ada.createRole({ ...acme, body: { name: 'Role Keeper', permissions: own } })
    await ada.createRole({ ...acme, body: { name: 'Narrow', permissions: ['project.read'] } })
    await ada.createRole({ ...acme, body: { name: 'At shop', permissions: ['project.read'] } })
    await ada.createAssignment({ ...acme, body: { role: 'At shop', group: 'Ops', scope: 'shop' } })
    await house.admit('mia@acme.example', 'Role Keeper')
    const narrow = { user: 'mia@acme.example', role: 'Narrow', scope: 'shop' }
    const tried = await ada.createAssignment({ ...acme, dry_run: 'true', body: narrow })
    const accept_impact = 'impact' in tried ? tried.impact.digest : ''
    await ada.createAssignment({ ...acme, accept_impact, body: narrow })
    const mia = await house.visitAs('mia@acme.example')
    await openRoles(house, mia.page)
    await openRole(mia.page, 'At shop')
    await drawer(mia.page).getByRole('button', { name: 'Edit' }).click()
    expect(await box(mia.page, 'deployment.create').isDisabled()).toBe(true)
    expect(await wholeFamily(mia.page, 'Runtime and configuration').isDisabled()).toBe(true)
    await wholeFamily(mia.page, 'Deployments').click()
    expect(await box(mia.page, 'deployment.create').isChecked()).toBe(false)
    expect(await box(mia.page, 'deployment.read').isChecked()).toBe(true)
    // What they have at the organization and not where the role is given is refused as what it is.
    await drawer(mia.page).getByRole('button', { name: 'See what changes' }).click()
    await drawer(mia.page).getByText('This would give more than you have yourself.').waitFor()
    await drawer(mia.page).getByText('You do not have, at shop: deployment.read').waitFor()
    const client = await clientOf('mia@acme.example')
    const body = { name: 'More', permissions: ['deployment.create'] }
    expect((await refusalOf(client.createRole({ ...acme, body }))).code).toBe('ESCALATION')
    // A copy of what they do not have whole begins with what they have.
    await openRoles(house, mia.page, '?role=rol_readonly&do=duplicate')
    await drawer(mia.page).getByText('6 permissions of readonly you do not have yourself').waitFor()
    expect(await box(mia.page, 'domain.read').isDisabled()).toBe(true)
    expect(withoutAnswer(mia.faults, 403)).toEqual([])
    await mia.close()
  })
})

describe('deleting', () => {
  it('names what is lost, and takes the role from everybody', async () => {
    await openRoles(house, page)
    await openRole(page, 'Log Reader')
    await drawer(page).getByRole('button', { name: 'Delete' }).click()
    await drawer(page).getByText('what it gives the group Ops at shop').waitFor()
    await drawer(page).getByText('what it gives kit@acme.example at organization').waitFor()
    await drawer(page).getByRole('button', { name: 'Delete Log Reader' }).click()
    await status(page, 'The role Log Reader is deleted.').waitFor()
    await expect.poll(() => roleRows(page)).not.toContain('Log Reader')
    const { items } = await house.ada.listAssignments({ ...acme, user: 'kit@acme.example' })
    expect(items).toEqual([])
    expect(visit.faults).toEqual([])
  })
})

describe('whoever may not', () => {
  it('manage roles is offered nothing to change; see them, neither the way nor the data; the server refuses too', async () => {
    const permissions = ['organization.role.read', 'project.read']
    await house.ada.createRole({ ...acme, body: { name: 'Looker', permissions } })
    await house.admit('lou@acme.example', 'Looker')
    const lou = await house.visitAs('lou@acme.example')
    await openRoles(house, lou.page, '?create=true')
    await openRole(lou.page, 'Looker')
    await drawer(lou.page).getByText('lou@acme.example').waitFor()
    expect(await drawer(lou.page).getByRole('button').allInnerTexts()).toEqual([''])
    expect(await lou.page.getByRole('link', { name: 'New role' }).count()).toBe(0)
    await openRoles(house, lou.page, '?role=Looker&do=delete')
    expect(await drawer(lou.page).getByRole('button').allInnerTexts()).toEqual([''])
    const client = await clientOf('lou@acme.example')
    const body = { name: 'Mine', permissions: ['project.read'] }
    expect((await refusalOf(client.createRole({ ...acme, body }))).code).toBe('NOT_ALLOWED')
    expect((await refusalOf(client.deleteRole({ ...acme, role: 'Looker' }))).code).toBe('NOT_ALLOWED')
    await lou.close()

    await house.admit('dee@acme.example', 'deployer')
    const dee = await house.visitAs('dee@acme.example')
    const asked: string[] = []
    dee.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    expect(await dee.page.getByRole('link', { name: 'Roles & Permissions' }).count()).toBe(0)
    await openRoles(house, dee.page, '?role=Looker')
    await dee.page.getByText('You may not see roles and who holds them.').waitFor()
    expect(await dee.page.locator('body').innerText()).not.toContain('Looker')
    expect(asked.filter((path) => path.startsWith('/v1/organizations/acme/roles'))).toEqual([])
    expect((await refusalOf((await clientOf('dee@acme.example')).listRoles(acme))).code).toBe('NOT_ALLOWED')
    expect([lou.faults, dee.faults]).toEqual([[], []])
    await dee.close()
  })
})

describe('with the keyboard alone', () => {
  const focused = () => page.evaluate<string>(`document.activeElement.textContent`)

  it.each([1280, 390])(
    'at %i px a role is opened, edited and closed, and the focus comes back',
    async (width) => {
      await page.setViewportSize({ width, height: 844 })
      await openRoles(house, page)
      await page.getByRole('rowheader').getByRole('link', { name: 'Looker' }).focus()
      await page.keyboard.press('Enter')
      await drawer(page).getByRole('heading', { level: 2, name: 'Looker' }).waitFor()
      await drawer(page).getByRole('button', { name: 'Edit' }).focus()
      await page.keyboard.press('Enter')
      await wholeFamily(page, 'Domains and routing').focus()
      await page.keyboard.press('Space')
      expect(await box(page, 'domain.write').isChecked()).toBe(true)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      expect(await stateOfFamily(page, 'Domains and routing')).toEqual([false, true])
      await box(page, 'app.route.access').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await drawer(page).getByRole('button', { name: 'Change Looker' }).waitFor()
      expect(await sideways(page)).toBe(0)
      await page.keyboard.press('Escape')
      await drawer(page).waitFor({ state: 'detached' })
      expect(page.url()).not.toContain('role=')
      await expect.poll(focused).toContain('Looker')
      expect(visit.faults).toEqual([])
    },
  )
})
