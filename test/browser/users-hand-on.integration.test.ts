/** Handing a diagnosis on from the drawer, and giving more access while one is open that no role helps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADA, ConsoleHouse } from './console-house.ts'
import { openPerson, openUsers } from './users-page.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.ada.createProject({ ...acme, body: { name: 'billing' } })
  await house.ada.createProject({ ...acme, body: { name: 'old' } })
  await house.ada.archiveProject({ ...acme, project: 'old', body: {} })
})
afterAll(() => house?.close())

const acme = { organization: 'acme' }

describe('the drawer', () => {
  it('hands a diagnosis on: the message as it was said, without secrets, under a reference', async () => {
    const email = 'cy@acme.example'
    await house.admit(email, 'readonly')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    const part = person.getByRole('region', { name: 'Diagnose' })
    await part.getByLabel('What does not work').selectOption('variable.write')
    await part.getByRole('button', { name: 'Hand this on' }).click()
    const ticket = part.getByRole('region', { name: 'Hand this on' })
    const make = ticket.getByRole('button', { name: 'Make the ticket' })
    await expect.poll(() => make.isDisabled()).toBe(true)
    await ticket.getByLabel('What they tried').fill('save a variable')
    await ticket.getByLabel('The exact message').fill('no:\n  password=hunter2')
    await make.click()
    const reference = await ticket.getByText(/^bun_/).first().innerText()
    const text = await ticket.locator('blockquote').innerText()
    expect(text).toContain(`- **Reference**: ${reference}`)
    expect(text).toContain('no:\n  password=[redacted: secret value]')
    const { content } = await house.ada.showBundle({ ...acme, bundle: reference })
    expect([content.person, content.tried]).toEqual([email, 'save a variable'])
    expect(faults).toEqual([])
    await close()
  })

  it('wants a reason for more access while a diagnosis is open that no role helps, and says so before', async () => {
    const email = 'di@acme.example'
    await house.admit(email, 'viewer')
    const goal = { permission: 'variable.write', scope: 'old' }
    await house.ada.diagnoseAccess({ ...acme, body: { principal: email, goal } })
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Give a role' }).click()
    await person.getByLabel('Role', { exact: true }).selectOption({ label: 'deployer' })
    await person.getByLabel('Where').first().selectOption('billing')
    await person.getByRole('button', { name: 'See what changes' }).click()
    await person.getByText('A diagnosis of this person is open, and no role helps').waitFor()
    const give = person.getByRole('button', { name: 'Give deployer at billing' })
    expect(await give.isDisabled()).toBe(true)
    await person.getByLabel('Reason').fill('they lead it from today')
    await give.click()
    await expect
      .poll(async () => (await house.ada.listAssignments({ ...acme, user: email })).items.length)
      .toBe(2)
    expect(faults).toEqual([])
    await close()
  })
})
