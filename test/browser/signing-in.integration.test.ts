/** Signing in and out in a real browser: by keyboard, back to where one came from, and nothing left behind. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADA, ConsoleHouse, PASSWORD, signIn, withoutAnswer } from './console-house.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.admit('finn@acme.example')
})
afterAll(() => house?.close())

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const element = document.activeElement
    return element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent
  })()`)

describe('signing in', () => {
  it('works with the keyboard alone, and says what is wrong where it is', async () => {
    const { page, faults, close } = await house.visit()
    await page.goto(`${house.url}/`)
    await page.waitForURL('**/sign-in')
    await page.getByLabel('E-mail').waitFor()
    expect(await focused(page)).toBe('E-mail')
    await page.keyboard.press('Enter')
    const email = page.getByLabel('E-mail')
    expect(await email.getAttribute('aria-invalid')).toBe('true')
    await page.getByText('Enter your e-mail address').waitFor()
    await page.keyboard.type(ADA)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
    expect(await focused(page)).toBe('Password')
    await page.keyboard.type('not the password at all')
    await page.keyboard.press('Enter')
    await page.getByText('E-mail or password is not right').waitFor()
    await expect.poll(() => focused(page)).toBe('Password')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/orgs/acme')
    expect(withoutAnswer(faults, 401)).toEqual([])
    await close()
  })

  it('tells password managers which field is which', async () => {
    const { page, close } = await house.visit()
    await page.goto(`${house.url}/sign-in`)
    expect(await page.getByLabel('E-mail').getAttribute('autocomplete')).toBe('username')
    await page.getByLabel('E-mail').fill(ADA)
    await page.getByRole('button', { name: 'Continue' }).click()
    const password = page.getByLabel('Password', { exact: true })
    expect(await password.getAttribute('autocomplete')).toBe('current-password')
    expect(await page.locator('input[autocomplete="username"]').inputValue()).toBe(ADA)
    await page.getByRole('button', { name: 'Show the password' }).click()
    expect(await password.getAttribute('type')).toBe('text')
    await close()
  })

  it('offers “Forgot password”, which answers the same for everyone (F30)', async () => {
    const { page, faults, close } = await house.visit()
    const answers = new Set<string>()
    for (const email of [ADA, 'nobody@nowhere.example']) {
      await page.goto(`${house.url}/sign-in`)
      await page.getByLabel('E-mail').fill(email)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('link', { name: 'Forgot password' }).click()
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
      await page.getByRole('button', { name: 'Ask for the link' }).click()
      await page.getByRole('heading', { name: 'Ask an admin' }).waitFor()
      answers.add(await page.locator('main').innerText())
    }
    expect(answers.size).toBe(1)
    expect(faults).toEqual([])
    await close()
  })

  it('leads back to the page that one opened', async () => {
    const { page, close } = await house.visit()
    await page.goto(`${house.url}/account/sessions?x=1#y`)
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await signIn(page, ADA)
    await page.waitForURL('**/account/sessions?x=1#y')
    await page.getByRole('heading', { name: 'Sessions' }).waitFor()
    await close()
  })

  it.each([
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '/%09/evil.test/',
    '/%5Cevil.test',
    'javascript:alert(1)',
    '/.//evil.test',
  ])('leads to no other site, whatever the link says: ?to=%s (CWE-601)', async (to) => {
    const { page, close } = await house.visit()
    const asked: string[] = []
    await page.route('**', async (route) => {
      const url = new URL(route.request().url())
      if (url.origin === house.url) return route.continue()
      asked.push(url.href)
      await route.abort()
    })
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(`${house.url}/sign-in?to=${to.startsWith('/%') ? to : encodeURIComponent(to)}`)
    await signIn(page, 'finn@acme.example')
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    expect(new URL(page.url()).origin).toBe(house.url)
    expect(asked).toEqual([])
    await close()
  })

  it('asks whoever is signed in already whether they go on', async () => {
    const { page, close } = await house.visitAs(ADA)
    await page.goto(`${house.url}/sign-in?to=/password`)
    await page.getByText(`This browser is signed in as ${ADA}`).waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL('**/password')
    await close()
  })
})

describe('signing out', () => {
  it('WEB-10 leaves nothing behind the back button, in memory, or in storage', async () => {
    const { page, close } = await house.visitAs(ADA)
    await page.goto(`${house.url}/password`)
    await page.getByRole('heading', { name: 'Password' }).waitFor()
    await page.goto(`${house.url}/orgs/acme`)
    await page.getByText(`You are here as ${ADA}`).waitFor()
    await page.goto(`${house.url}/account/sessions`)
    await page.getByText('This session').waitFor()
    await page.getByRole('button', { name: 'Account: Ada' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    const back = ['/orgs/acme', '/password']
    for (const from of back) {
      await page.goBack()
      await page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('to') === from)
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      const text = await page.locator('body').innerText()
      expect(text).not.toMatch(/You are here|This session|ada@acme/)
    }
    expect(await page.context().cookies()).toEqual([])
    await close()
  })

  it('WEB-09 and no token is ever in web storage or in the address', async () => {
    const link = await house.invite('gus@acme.example')
    const { page, close } = await house.visit()
    await page.goto(link)
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    const seen = `JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, history.state, document.cookie])`
    expect(await page.evaluate<string>(seen)).not.toContain('cpl_')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByText('is now a member of').waitFor()
    expect(await page.evaluate<string>(seen)).not.toMatch(/cpl_|cps_|compartment=/)
    await close()
  })

  it('elsewhere is noticed at the next look', async () => {
    const { page, close } = await house.visitAs('finn@acme.example')
    await page.goto(`${house.url}/account/sessions`)
    await page.getByText('This session').waitFor()
    const { items } = await house.ada.listSessions({ organization: 'acme', user: 'finn@acme.example' })
    for (const { id } of items) await house.ada.revokeSession({ organization: 'acme', session: id })
    await page.getByRole('button', { name: /^Account: / }).click()
    await page.getByRole('menuitem', { name: 'Password' }).click()
    await page.reload()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    expect(new URL(page.url()).searchParams.get('to')).toBe('/password')
    await close()
  })
})

it('WEB-07 no page can be framed, whatever is on it', async () => {
  const { page, close } = await house.visit()
  await page.route('http://other.test/**', (route) => {
    const frames = ['/sign-in', '/accept', '/device', '/password'].map(
      (path) => `<iframe src="${house.url}${path}"></iframe>`,
    )
    return route.fulfill({ contentType: 'text/html', body: frames.join('') })
  })
  await page.goto('http://other.test/')
  await page.waitForTimeout(500)
  const inside = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) => frame.evaluate<string>('document.body?.innerText ?? ""').catch(() => '')),
  )
  expect(inside).toHaveLength(4)
  for (const text of inside) expect(text).not.toMatch(/Compartment|Sign in/)
  await close()
})
