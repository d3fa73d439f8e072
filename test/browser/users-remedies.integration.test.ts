/** The remedies of a diagnosis on the Users page: what each does to whom, and applying one after that was shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADA, ConsoleHouse } from './console-house.ts'
import { openPerson, openUsers } from './users-page.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.ada.createProject({ ...acme, body: { name: 'billing' } })
})
afterAll(() => house?.close())

const acme = { organization: 'acme' }
const given = async (user: string) =>
  (await house.ada.listAssignments({ ...acme, user })).items.map(({ role, scope }) =>
    [role.name, scope.project ?? ''].join(' ').trim(),
  )

describe('the remedies of a diagnosis in the drawer', () => {
  it('are told with whom they concern and who may, and applied after that is shown', async () => {
    const email = 'cy@acme.example'
    await house.admit(email, 'readonly')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    const part = person.getByRole('region', { name: 'Diagnose' })
    await part.getByLabel('What does not work').selectOption('deployment.create')
    await part.getByLabel('Where').selectOption('billing')
    const remedies = part.getByRole('region', { name: 'Remedies' })
    const best = remedies.locator('ol > li').first()
    await best.getByText(/^Give .* deployer at billing until/).waitFor()
    await best.getByText('suggested').waitFor()
    await best.getByText('ends by itself').waitFor()
    await best
      .locator('summary')
      .filter({ hasText: `+10${email}, at billing` })
      .waitFor()
    await best.getByText('May be done by you').waitFor()
    const before = await remedies.locator('ol > li').count()
    await remedies.getByRole('button', { name: /^Show \d+ more$/ }).click()
    await expect.poll(() => remedies.locator('ol > li').count()).toBeGreaterThan(before)
    await remedies.getByText('makes them an admin').first().waitFor()
    await best.getByRole('button', { name: 'Apply' }).click()
    await best.getByRole('heading', { name: 'Apply this?' }).waitFor()
    await best
      .locator('summary')
      .filter({ hasText: `${email}, at billing` })
      .waitFor()
    expect(await given(email)).toEqual(['readonly'])
    await best.getByRole('button', { name: 'Apply', exact: true }).click()
    await part.getByText('Nothing stands in the way.').waitFor()
    expect((await given(email)).toSorted()).toEqual(['deployer billing', 'readonly'])
    expect(faults).toEqual([])
    await close()
  })
})
