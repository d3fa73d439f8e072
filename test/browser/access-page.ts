/** Account → Access as somebody at a browser sees it. */
import type { Page } from 'playwright-core'
import { createClient } from '../../src/contract/client.ts'
import { type ConsoleHouse, PASSWORD, type Visit } from './console-house.ts'

export async function passwordSession(house: ConsoleHouse, email: string): Promise<string> {
  const body = { email, password: PASSWORD, answer_as: 'token' } as const
  return (await createClient({ url: house.url }).signIn({ body })).token!
}

/** @returns the token of the session that goes on; every other one has ended */
export async function changePassword(
  house: ConsoleHouse,
  email: string,
  current: string,
  next: string,
): Promise<string> {
  const { url } = house
  const body = { email, password: current, answer_as: 'token' } as const
  const { token } = await createClient({ url }).signIn({ body })
  const change = { current_password: current, password: next, answer_as: 'token' } as const
  return (await createClient({ url, token: token! }).changePassword({ body: change })).token!
}

/** The page in a window with the session of that token, opened anew and wide; each session has one window. */
export async function seeAccess(
  house: ConsoleHouse,
  windows: Map<string, Visit>,
  token: string,
): Promise<Visit> {
  const visit = windows.get(token) ?? (await house.visit())
  if (!windows.has(token))
    await visit.page.context().addCookies([{ name: 'compartment', value: token, url: house.url }])
  windows.set(token, visit)
  visit.faults.splice(0)
  await visit.page.setViewportSize({ width: 1280, height: 800 })
  await openAccess(house, visit.page)
  return visit
}

export async function openAccess(house: ConsoleHouse, page: Page): Promise<void> {
  await page.goto(`${house.url}/account/access`)
  await page.getByRole('heading', { level: 1, name: 'Account access' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Memberships' }).waitFor()
}

/** Each tile: what it is called, its badge, and what it says. */
export async function tilesShown(page: Page): Promise<string[][]> {
  const tiles = await page.getByRole('list', { name: 'This session' }).getByRole('listitem').allInnerTexts()
  return tiles.map((tile) => tile.split(/\n+/).slice(0, 3))
}

/** The rows of memberships, cell by cell. */
export function membershipsShown(page: Page): Promise<string[][]> {
  return page.evaluate<string[][]>(
    `[...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.innerText))`,
  )
}

export const panel = (page: Page, name: 'Identity' | 'Claims and roles') => page.getByRole('region', { name })

/** What could be changed, sent or typed in the page itself; links are not. */
export const controls = (page: Page) =>
  page.locator('main').locator('button, input, textarea, select, form, [contenteditable]')
