/** Light or dark: the system's choice until a person makes their own, and from then on theirs, on every page. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADA, ConsoleHouse, signIn } from './console-house.ts'
import { unreadable } from './readable.ts'

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
})
afterAll(() => house?.close())

const drawn = (page: Page, scheme: 'light' | 'dark') =>
  page.locator(`:root[data-mantine-color-scheme="${scheme}"]`).waitFor()

/** What the ground is painted with, as a sum of red, green and blue. */
const brightness = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3)
      .reduce((sum, part) => sum + Number(part), 0)`,
  )

/** The page as the server sends it, before anything runs. */
async function sent(page: Page): Promise<string> {
  const answer = await page.request.get(`${house.url}/sign-in`)
  return /<html[^>]*>/.exec(await answer.text())?.[0] ?? ''
}

it('is the system’s, and follows it while the page is open', async () => {
  const { page, faults, close } = await house.visit({ colorScheme: 'dark' })
  await page.goto(`${house.url}/sign-in`)
  await drawn(page, 'dark')
  expect(await brightness(page)).toBeLessThan(150)
  await page.getByRole('button', { name: 'Colours: As the system' }).waitFor()
  await page.emulateMedia({ colorScheme: 'light' })
  await drawn(page, 'light')
  expect(await brightness(page)).toBeGreaterThan(600)
  expect(await page.context().cookies()).toEqual([])
  expect(faults).toEqual([])
  await close()
})

it('is what a person chose, from the first moment of each page, signed in and after signing out', async () => {
  const { page, faults, close } = await house.visit({ colorScheme: 'dark' })
  await page.goto(`${house.url}/sign-in`)
  expect(await sent(page)).not.toContain('scheme=')
  // By keyboard.
  await page.getByRole('button', { name: 'Colours: As the system' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /^As the system.*chosen/ }).waitFor()
  await page.getByRole('menuitem', { name: 'Light' }).focus()
  await page.keyboard.press('Enter')
  await drawn(page, 'light')
  await page.getByRole('button', { name: 'Colours: Light' }).waitFor()
  expect(await brightness(page)).toBeGreaterThan(600)
  expect(await sent(page)).toContain('data-mantine-color-scheme="light"')

  await page.reload()
  await drawn(page, 'light')
  await signIn(page, ADA)
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: /^Light.*chosen/ }).waitFor()
  expect(await unreadable(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await drawn(page, 'light')
  await page.getByRole('button', { name: 'Colours: Light' }).waitFor()
  expect(faults).toEqual([])
  await close()
})

it('goes back to the system’s choice, and nothing of the other stays', async () => {
  const { page, faults, close } = await house.visitAs(ADA, { colorScheme: 'light' })
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /^Account: / }).click()
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
  const kept = async (): Promise<string[]> =>
    (await page.context().cookies()).filter(({ name }) => name.includes('scheme')).map(({ value }) => value)
  await choose('Dark')
  await drawn(page, 'dark')
  expect([await kept(), (await brightness(page)) < 150]).toEqual([['dark'], true])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.emulateMedia({ colorScheme: 'light' })
  await drawn(page, 'dark')
  await choose('As the system')
  await drawn(page, 'light')
  expect([await kept(), await sent(page)]).toEqual([[], expect.not.stringContaining('scheme=')])
  await page.emulateMedia({ colorScheme: 'dark' })
  await drawn(page, 'dark')
  expect(faults).toEqual([])
  await close()
})
