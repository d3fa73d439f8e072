/** What is done on the Users page: each change after what it comes to was shown, with the keyboard as with a mouse. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADA, ConsoleHouse, PASSWORD, withoutAnswer } from './console-house.ts'
import { drawer, openPerson, openTab, openUsers, rows, status } from './users-page.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.ada.createProject({ ...acme, body: { name: 'billing' } })
  await house.ada.createEnvironment({ ...acme, project: 'billing', body: { name: 'production' } })
  await house.ada.createGroup({ ...acme, body: { name: 'Ops' } })
})
afterAll(() => house?.close())

const acme = { organization: 'acme' }
const give = (user: string, role: string, scope: string) =>
  house.ada.createAssignment({ ...acme, body: { user, role, scope } })
const given = async (user: string) =>
  (await house.ada.listAssignments({ ...acme, user })).items.map(({ role, scope }) =>
    [role.name, scope.project ?? '', scope.environment ?? ''].join(' ').trim(),
  )

describe('inviting', () => {
  it('shows what will come of it before anything is sent, then the link as the API gives it', async () => {
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    await page.getByRole('link', { name: 'Invite', exact: true }).click()
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('email')
    const form = drawer(page)
    await form.getByLabel('E-mail').fill('not an address')
    await form.getByRole('button', { name: 'See what this does' }).click()
    await form.getByText('Enter their e-mail address').waitFor()
    await form.getByLabel('E-mail').fill('sam@example.com')
    await form.getByLabel('Name').fill('Sam')
    await form.getByLabel('Role').selectOption({ label: 'deployer' })
    await form.getByLabel('Where').selectOption('billing')
    await form.getByLabel('Ops').check()
    await form.getByRole('button', { name: 'See what this does' }).click()
    await form.getByText('sam@example.com gets a link').waitFor()
    await form.getByText('No mail goes out: the link is shown to you').waitFor()
    await form.locator('summary').filter({ hasText: 'sam@example.com, at billing' }).waitFor()
    await form.getByText('deploy, promote releases').waitFor()
    expect((await house.ada.listUsers({ ...acme, q: 'sam@' })).items).toEqual([])
    // What was typed is there again when it is changed.
    await form.getByRole('button', { name: 'Change' }).click()
    expect(await form.getByLabel('E-mail').inputValue()).toBe('sam@example.com')
    expect(await form.getByLabel('Ops').isChecked()).toBe(true)
    await form.getByRole('button', { name: 'See what this does' }).click()
    await form.getByRole('button', { name: 'Invite sam@example.com' }).click()
    await form.getByText('sam@example.com is invited.').waitFor()
    const link = await form.getByLabel('Activation link').inputValue()
    const [sam] = (await house.ada.listUsers({ ...acme, q: 'sam@' })).items
    expect(sam).toMatchObject({ name: 'Sam', standing: 'pending', groups: [{ name: 'Ops' }] })
    expect(await given('sam@example.com')).toEqual(['deployer billing'])
    expect(page.url()).not.toContain('cpl_')
    await form.getByRole('button', { name: 'Close' }).click()
    await openTab(page, 'Pending Invites')
    expect(await rows(page)).toEqual(['sam@example.com'])
    expect(await page.content()).not.toContain(link)
    await close()
    const theirs = await house.visit()
    await theirs.page.goto(link)
    await theirs.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.page.getByRole('button', { name: 'Accept' }).click()
    await theirs.page.getByRole('heading', { name: /acme/ }).waitFor()
    expect([faults, theirs.faults]).toEqual([[], []])
    await theirs.close()
  })

  it('of somebody who is here already says so, and sends nothing', async () => {
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page, '?invite=true')
    await drawer(page).getByLabel('E-mail').fill(ADA)
    await drawer(page).getByRole('button', { name: 'See what this does' }).click()
    await drawer(page)
      .getByText(/is (already )?a member/)
      .waitFor()
    expect(withoutAnswer(faults, 409)).toEqual([])
    await close()
  })

  it('again gives a new link and ends the old one; cancelling it frees the address', async () => {
    const first = await house.invite('pia@acme.example')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page, '?tab=pending')
    const person = await openPerson(page, 'pia@acme.example')
    await person.getByRole('button', { name: 'Send again' }).click()
    await person.getByRole('button', { name: 'Send pia@acme.example a new link' }).click()
    const link = await person.getByLabel('Activation link').inputValue()
    expect(link).not.toBe(first)
    const theirs = await house.visit()
    await theirs.page.goto(first)
    await theirs.page.getByRole('heading', { name: /replaced|no longer|not valid|newer/i }).waitFor()
    await theirs.page.goto(link)
    await theirs.page.getByRole('heading', { name: 'Join acme' }).waitFor()
    await theirs.close()
    await person.getByRole('button', { name: 'Cancel the invitation', exact: true }).click()
    await person.getByText('This is lost for good').waitFor()
    await person.getByRole('button', { name: 'Cancel the invitation of pia@acme.example' }).click()
    await status(page, 'the address is free').waitFor()
    await expect.poll(() => rows(page)).not.toContain('pia@acme.example')
    expect((await house.ada.listUsers({ ...acme, q: 'pia@' })).items).toEqual([])
    await house.invite('pia@acme.example')
    expect(faults).toEqual([])
    await close()
  })
})

describe('a change of access', () => {
  it('that does more than was asked for says what, and is made with that accepted', async () => {
    const email = 'kit@acme.example'
    await house.admit(email, 'deployer')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Give a role' }).click()
    await person.getByLabel('Role', { exact: true }).selectOption({ label: 'viewer' })
    await person.getByLabel('Where').selectOption('billing/production')
    await person.getByRole('button', { name: 'See what changes' }).click()
    await person.getByText('This changes more than you ask for.').waitFor()
    const strip = person.locator('summary').filter({ hasText: `${email}, at billing/production` })
    expect(await strip.innerText()).toContain('−16')
    await strip.click()
    await person.getByText('deployment.create').first().waitFor()
    expect(await given(email)).toEqual(['deployer'])
    await person.getByRole('button', { name: 'Give viewer at billing/production' }).click()
    await status(page, `${email} holds viewer at billing/production.`).waitFor()
    expect(await given(email)).toEqual(['deployer', 'viewer billing production'])

    // The drawer says what it came to: what is hidden is struck through, with where it is given.
    await person.getByLabel('At', { exact: true }).selectOption('billing/production')
    const key = person.getByRole('listitem').filter({ hasText: 'deployment.create' })
    await key.getByText('hidden').waitFor()
    expect(await key.locator('s').allInnerTexts()).toEqual([
      'deployment.create',
      'deployer · direct · at organization',
    ])
    expect(page.url()).toContain('at=billing%2Fproduction')
    expect(faults).toEqual([])
    await close()
  })

  it('that has come to mean something else since it was shown is not made, but shown anew', async () => {
    const email = 'mel@acme.example'
    await house.admit(email, 'readonly')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Give a role' }).click()
    await person.getByLabel('Role', { exact: true }).selectOption({ label: 'viewer' })
    await person.getByLabel('Where').selectOption('billing')
    await person.getByRole('button', { name: 'See what changes' }).click()
    const make = person.getByRole('button', { name: 'Give viewer at billing' })
    await make.waitFor()
    await house.ada.grantRole({ ...acme, user: email, body: { role: 'deployer' } })
    await make.click()
    await person.getByText('Something else has changed since you looked.').waitFor()
    expect(await given(email)).toEqual(['deployer'])
    expect(await person.locator('summary').first().innerText()).toContain('−16')
    await make.click()
    await status(page, `${email} holds viewer at billing.`).waitFor()
    expect((await given(email)).toSorted()).toEqual(['deployer', 'viewer billing'])
    expect(withoutAnswer(faults, 409)).toEqual([])
    await close()
  })

  it('that breaks an expectation names it, and is made only with a reason', async () => {
    const email = 'exa@acme.example'
    await house.admit(email, 'readonly')
    const text = `${email} can deployment.read at billing`
    await house.ada.addExpectation({ ...acme, body: { text } })
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Take away readonly at organization' }).click()
    await person.getByRole('listitem').filter({ hasText: text }).first().waitFor()
    const override = person.getByRole('button', { name: 'Override, and see what changes' })
    expect(await override.isDisabled()).toBe(true)
    expect(await person.getByRole('button', { name: 'Take readonly away' }).count()).toBe(0)
    await person.getByLabel('Reason').fill('moved to another team')
    await override.click()
    await person
      .locator('summary')
      .filter({ hasText: `${email}, at the organization` })
      .waitFor()
    await person.getByRole('button', { name: 'Take readonly away' }).click()
    await status(page, `${email} does not hold readonly at organization any more.`).waitFor()
    const { items } = await house.ada.listAuditEvents({ ...acme, limit: 5 })
    const overridden = items.find(({ type }) => type === 'expectation.overridden')
    expect(overridden).toMatchObject({ reason: 'moved to another team' })
    expect(await given(email)).toEqual([])
    expect(withoutAnswer(faults, 409)).toEqual([])
    await close()
  })

  it('is not made while its panel is only open, and taking back names what goes', async () => {
    const email = 'tom@acme.example'
    await house.admit(email, 'readonly')
    await give(email, 'deployer', 'billing')
    await house.ada.addGroupMember({ ...acme, group: 'Ops', body: { user: email } })
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Take away deployer at billing' }).click()
    await person.getByRole('button', { name: 'Take deployer away' }).waitFor()
    await person.getByRole('button', { name: 'Cancel' }).click()
    await person.getByRole('button', { name: 'Remove', exact: true }).click()
    for (const lost of [
      'the membership',
      'the role readonly at organization',
      'the role deployer at billing',
      'the seat in Ops',
    ])
      await person.getByText(lost).waitFor()
    expect(await given(email)).toHaveLength(2)
    await person.getByRole('button', { name: `Remove ${email}` }).click()
    await status(page, `${email} is removed.`).waitFor()
    expect(await drawer(page).count()).toBe(0)
    expect((await house.ada.listUsers({ ...acme, q: email })).items).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})

describe('the menu of a row', () => {
  it('opens what is about to be done, at an address of its own, and does nothing by itself', async () => {
    const email = 'rob@acme.example'
    await house.admit(email, 'readonly')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    await page.getByRole('button', { name: `Actions for ${email}` }).click()
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Deactivate',
      'Reset password',
      'Give beta access',
      'Remove',
    ])
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await drawer(page)
      .getByRole('button', { name: `Deactivate ${email}` })
      .waitFor()
    expect(page.url()).toContain('do=deactivate')
    await page.reload()
    await drawer(page)
      .locator('summary')
      .filter({ hasText: `${email}, at` })
      .waitFor()
    expect((await house.ada.showUser({ ...acme, user: email })).access).toBe('allowed')
    await drawer(page).getByRole('button', { name: 'Cancel' }).click()
    expect(page.url()).not.toContain('do=')
    expect(faults).toEqual([])
    await close()
  })
})

describe('a diagnosis in the drawer', () => {
  it('opens the check that fails, with its evidence, the next step and the reply; the address leads there', async () => {
    const email = 'ann@acme.example'
    await house.admit(email, 'readonly')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    const part = person.getByRole('region', { name: 'Diagnose' })
    await part.getByLabel('What does not work').selectOption('deployment.create')
    await part.getByLabel('Where').selectOption('billing')
    await part.getByText('Blocked at check 5.').waitFor()
    const rungs = part.locator('ol > li[data-status]')
    expect(await rungs.count()).toBe(6)
    expect(await rungs.nth(4).getAttribute('data-status')).toBe('failed')
    expect(await rungs.locator('details[open]').count()).toBe(1)
    await rungs.nth(4).getByText('It takes deployment.create at billing.').waitFor()
    const reply = await part.getByRole('blockquote').innerText()
    expect(reply).not.toMatch(/deployment\.create|ann@|readonly/)
    await page.reload()
    await part.getByText('Blocked at check 5.').waitFor()
    await part.getByLabel('What does not work').selectOption('sign_in')
    await part.getByText('Nothing stands in the way.').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

describe('a session in the drawer', () => {
  it('is ended with one button', async () => {
    await house.admit('liv@acme.example')
    const theirs = await house.visitAs('liv@acme.example')
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, 'liv@acme.example')
    const ends = person.getByRole('button', { name: /^End / })
    await ends.first().waitFor()
    for (let left = await ends.count(); left > 0; left--) {
      await ends.first().click()
      await expect.poll(() => ends.count()).toBe(left - 1)
    }
    await person.getByText('Not signed in.').waitFor()
    await theirs.page.reload()
    await theirs.page.waitForURL('**/sign-in?to=*')
    expect([faults, withoutAnswer(theirs.faults, 401)]).toEqual([[], []])
    await theirs.close()
    await close()
  })
})

describe('a password', () => {
  it('can be set anew with a link that the drawer shows', async () => {
    const email = 'rex@acme.example'
    await house.admit(email)
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Reset password' }).click()
    await person.getByText('No mail goes out from this server').waitFor()
    await person.getByLabel('Reason').fill('lost their phone')
    await person.getByRole('button', { name: `Issue a reset for ${email}` }).click()
    const link = await person.getByLabel('Link to a new password').inputValue()
    await close()
    const theirs = await house.visit()
    await theirs.page.goto(link)
    await theirs.page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    expect([faults, theirs.faults]).toEqual([[], []])
    await theirs.close()
  })
})

describe('what was changed about somebody', () => {
  it('stands in their drawer, with by whom and why', async () => {
    const email = 'hal@acme.example'
    await house.admit(email)
    const { page, faults, close } = await house.visitAs(ADA)
    await openUsers(house, page)
    const person = await openPerson(page, email)
    await person.getByRole('button', { name: 'Give beta access' }).click()
    await person.getByLabel('Reason').fill('tries the new inbox')
    await person.getByRole('button', { name: `Give beta access to ${email}` }).click()
    await status(page, `Beta access of ${email} is on.`).waitFor()
    const part = person.getByRole('region', { name: 'Recent changes' })
    await part.getByText('member.beta_access.changed').waitFor()
    await part.getByText(`by ${ADA}: tries the new inbox`).waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

describe('with the keyboard alone', () => {
  const focused = (page: Page) =>
    page.evaluate<string>(
      `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    )

  it.each([1280, 390])(
    'at %i px the drawer is opened, gone through and closed, and the focus comes back',
    async (width) => {
      const { page, faults, close } = await house.visitAs(ADA, { viewport: { width, height: 844 } })
      await openUsers(house, page)
      await page.getByRole('rowheader').getByRole('link', { name: 'Ada' }).focus()
      await page.keyboard.press('Enter')
      await drawer(page).getByRole('heading', { level: 2, name: 'Ada' }).waitFor()
      await drawer(page).getByRole('button', { name: 'Give a role' }).waitFor()
      await expect.poll(() => focused(page)).toBe('Ada')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe('Close')
      const reached: string[] = []
      for (let tabs = 0; tabs < 8; tabs++) {
        await page.keyboard.press('Tab')
        reached.push(await focused(page))
      }
      for (const name of ['Deactivate', 'Remove', 'Give a role']) expect(reached).toContain(name)
      // Where it covers the list, nothing behind it is reached.
      const outside = await page.evaluate<boolean>(
        `(() => { document.querySelector('main input').focus(); return !document.activeElement.closest('dialog') })()`,
      )
      expect(outside).toBe(width === 1280)
      await drawer(page).getByRole('button', { name: 'Deactivate' }).focus()
      await page.keyboard.press('Escape')
      await drawer(page).waitFor({ state: 'detached' })
      expect(page.url()).not.toContain('user=')
      await expect.poll(() => focused(page)).toContain('Ada')
      expect(faults).toEqual([])
      await close()
    },
  )
})
