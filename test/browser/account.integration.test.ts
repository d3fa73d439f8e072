/** What belongs to whoever is signed in: tenants, sessions, password, invitations, programs that ask to be let in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient, Refused } from '../../src/contract/client.ts'
import { CONSOLE_PAGES } from '../../src/contract/console-pages.ts'
import { ADA, ConsoleHouse, PASSWORD, signIn, withoutAnswer } from './console-house.ts'

const SIGNED_IN = Object.values(CONSOLE_PAGES)
  .filter(({ audience }) => audience === 'signed-in')
  .map(({ path }) => path.replace('{organization}', 'acme'))
const OTHER_PASSWORD = 'nine loud herons argue'

let house: ConsoleHouse
let nora: Client
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.admit('kit@acme.example', 'deployer')
  nora = await house.found('north', 'nora@north.example', 'cus_north')
})
afterAll(() => house?.close())

describe('the tenant', () => {
  it('stands top right on every page, whether it is narrow or wide (F40)', async () => {
    for (const width of [1280, 360]) {
      const { page, faults, close } = await house.visitAs('kit@acme.example', {
        viewport: { width, height: 800 },
      })
      for (const path of [...SIGNED_IN, '/orgs/nowhere']) {
        await page.goto(house.url + path)
        const indicator = page.getByRole('button', { name: /^Tenant: / })
        await indicator.waitFor()
        if (path !== '/orgs/nowhere') expect(await indicator.textContent()).toContain('acme')
        const box = (await indicator.boundingBox())!
        expect(box.x + box.width).toBeGreaterThan(width - 120)
        expect(box.y).toBeLessThan(52)
      }
      expect(faults).toEqual([])
      await close()
    }
  })

  it('is switched to one’s own active ones, and no others are listed (F44)', async () => {
    const kit = createClient({ url: house.url })
    const answer = await nora.inviteUser({ organization: 'north', body: { email: 'kit@acme.example' } })
    const link = 'invitation' in answer ? answer.invitation!.activation_url! : ''
    const token = new URL(link).searchParams.get('token')!
    const { page, close } = await house.visitAs('kit@acme.example')
    const listed = async (): Promise<string[]> => {
      await page.reload()
      await page.getByRole('button', { name: /^Tenant: / }).click()
      const names = await page.locator('[role="menuitem"] code').allTextContents()
      await page.keyboard.press('Escape')
      return names
    }
    await page.waitForURL('**/orgs/acme')
    expect(await listed()).toEqual(['acme'])
    await kit.activate({ body: { token, password: PASSWORD } })
    expect((await listed()).toSorted()).toEqual(['acme', 'north'])
    await page.getByRole('button', { name: /^Tenant: / }).click()
    await page.getByRole('menuitem', { name: 'north' }).click()
    await page.waitForURL('**/orgs/north')
    await page.getByRole('heading', { level: 1, name: 'north' }).waitFor()
    await page.goto(`${house.url}/`)
    await page.getByRole('heading', { name: 'Choose a tenant' }).waitFor()
    await nora.blockUser({ organization: 'north', user: 'kit@acme.example', body: {} })
    expect(await listed()).toEqual(['acme'])
    await page.goto(`${house.url}/orgs/north`)
    await page.getByRole('heading', { name: 'This tenant is not available to you' }).waitFor()
    await close()
  })

  it('that one cannot see looks the same whether it is there or not', async () => {
    const { page, close } = await house.visitAs(ADA)
    const texts: string[] = []
    for (const name of ['north', 'nosuch']) {
      await page.goto(`${house.url}/orgs/${name}`)
      await page.getByRole('heading', { name: 'This tenant is not available to you' }).waitFor()
      texts.push((await page.locator('main').innerText()).replaceAll(name, 'NAME'))
    }
    expect(texts[0]).toBe(texts[1])
    await close()
  })

  it('says in plain words what one can do there, and through which roles', async () => {
    const { page, close } = await house.visitAs('kit@acme.example')
    await page.goto(`${house.url}/orgs/acme`)
    await page.getByText('You are here as kit@acme.example').waitFor()
    await page.getByText('deployer', { exact: true }).waitFor()
    expect(await page.getByRole('region', { name: 'What you can do' }).innerText()).toContain(
      'promote releases',
    )
    await close()
  })
})

describe('one’s account', () => {
  it('lists its sessions and ends any of them', async () => {
    const body = { email: 'kit@acme.example', password: PASSWORD, answer_as: 'token' } as const
    const tokens: string[] = []
    for (let count = 0; count < 3; count++)
      tokens.push((await createClient({ url: house.url }).signIn({ body })).token!)
    const alive = async (): Promise<number> => {
      const asked = await Promise.allSettled(
        tokens.map((token) => createClient({ url: house.url, token }).whoAmI({})),
      )
      return asked.filter(({ status }) => status === 'fulfilled').length
    }
    const { page, faults, close } = await house.visitAs('kit@acme.example')
    await page.getByRole('button', { name: /^Account: / }).click()
    await page.getByRole('menuitem', { name: 'Sessions' }).click()
    await page.getByText('This session').waitFor()
    expect(await alive()).toBe(3)
    await page
      .getByRole('button', { name: /^End node/ })
      .first()
      .click()
    await expect.poll(alive).toBe(2)
    await page.getByRole('button', { name: 'End all others' }).click()
    await page.getByText(/other sessions? ha(s|ve) ended/).waitFor()
    expect(await alive()).toBe(0)
    await page.getByText('This session').waitFor()
    expect(await page.getByRole('button', { name: /^End/ }).count()).toBe(0)
    expect(faults).toEqual([])
    await close()
  })

  it('changes its password with the current one, and this session goes on', async () => {
    await house.admit('lou@acme.example')
    const { page, faults, close } = await house.visitAs('lou@acme.example')
    await page.goto(`${house.url}/password`)
    const current = page.getByLabel('Current password', { exact: true })
    const next = page.getByLabel('New password', { exact: true })
    expect(await current.getAttribute('autocomplete')).toBe('current-password')
    expect(await next.getAttribute('autocomplete')).toBe('new-password')
    await current.fill('not the current one')
    await next.fill(OTHER_PASSWORD)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('This is not your current password').waitFor()
    await current.fill(PASSWORD)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('Your password is changed').waitFor()
    expect(await current.inputValue()).toBe('')
    await page.goto(`${house.url}/orgs/acme`)
    await page.getByText('You are here as lou@acme.example').waitFor()
    expect(withoutAnswer(faults, 401)).toEqual([])
    await close()
    const old = { email: 'lou@acme.example', password: PASSWORD }
    await expect(createClient({ url: house.url }).signIn({ body: old })).rejects.toThrow(Refused)
  })

  it('shows which tenant waits for one’s yes, or that none does', async () => {
    const gus = await house.found('globex', 'gus@globex.example')
    const link = await house.invite('bo@acme.example')
    await gus.inviteUser({ organization: 'globex', body: { email: 'bo@acme.example' } })
    const token = new URL(link).searchParams.get('token')!
    await createClient({ url: house.url }).activate({ body: { token, password: PASSWORD } })
    const { page, faults, close } = await house.visitAs('bo@acme.example')
    await page.getByRole('button', { name: /^Tenant: / }).click()
    await page.getByRole('menuitem', { name: 'Invitations' }).click()
    await page.getByRole('button', { name: 'Join globex' }).click()
    await page.getByText('You are now a member of globex').waitFor()
    await page.getByText('No open invitations').waitFor()
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.getByText('You are here as bo@acme.example').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

describe('a program that asks to be let in', () => {
  async function asking(): Promise<{ link: string; poll: () => Promise<string>; code: string }> {
    const client = createClient({ url: house.url })
    const started = await client.startDeviceLogin({ body: { client: 'compartment', device: 'build-7' } })
    const { device_code, verification_url_complete: link, user_code: code } = started
    return { link, code, poll: async () => (await client.pollDeviceLogin({ body: { device_code } })).state }
  }

  it('gets nothing by the link alone; one looks who asks, compares the code, and lets it in', async () => {
    const { link, code, poll } = await asking()
    const { page, faults, close } = await house.visit({ viewport: { width: 390, height: 844 } })
    await page.goto(link)
    await page.getByText('Then you decide about the program').waitFor()
    await signIn(page, ADA)
    await page.getByRole('heading', { name: 'Connect a command line' }).waitFor()
    expect(await page.getByLabel('Code').inputValue()).toBe(code)
    expect(await poll()).toBe('authorization_pending')
    await page.getByRole('button', { name: 'See who is asking' }).click()
    await page.getByRole('heading', { name: 'Sign this program in as you?' }).waitFor()
    const text = await page.locator('main').innerText()
    for (const fact of [code, 'compartment', 'build-7', '127.0.0.1', ADA]) expect(text).toContain(fact)
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.getByRole('heading', { name: 'The program is signed in' }).waitFor()
    // It may ask every five seconds.
    await page.waitForTimeout(5200)
    expect(await poll()).toBe('approved')
    expect(faults).toEqual([])
    await close()
  })

  it('gets nothing when one denies it, or types another code', async () => {
    const { code, poll } = await asking()
    const { page, faults, close } = await house.visitAs(ADA)
    await page.goto(`${house.url}/device`)
    await page.getByRole('button', { name: 'See who is asking' }).click()
    await page.getByText('Enter the code that the program shows').last().waitFor()
    await page.getByLabel('Code').fill('BBBB-BBBB')
    await page.getByRole('button', { name: 'See who is asking' }).click()
    await expect.poll(() => page.getByLabel('Code').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Code').fill(code.toLowerCase().replace('-', ' '))
    await page.getByRole('button', { name: 'See who is asking' }).click()
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.getByRole('heading', { name: 'The program was not signed in' }).waitFor()
    expect(await poll()).toBe('access_denied')
    expect(withoutAnswer(withoutAnswer(faults, 400), 404)).toEqual([])
    await close()
  })
})
