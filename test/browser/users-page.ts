/** The Users page as somebody at a browser uses it. */
import type { Locator, Page } from 'playwright-core'
import type { ConsoleHouse } from './console-house.ts'

export const TABS = ['Active Users', 'Inactive Users', 'Pending Invites'] as const

/** @param search as in the address: `?tab=inactive` */
export async function openUsers(
  house: ConsoleHouse,
  page: Page,
  search = '',
  organization = 'acme',
): Promise<void> {
  await page.goto(`${house.url}/orgs/${organization}/settings/users${search}`)
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
}

type Tab = (typeof TABS)[number]

function tab(page: Page, name: Tab): Locator {
  const lists = page.getByRole('navigation', { name: 'Lists of users' })
  return lists.getByRole('link', { name: new RegExp(`^${name}`) })
}

export async function openTab(page: Page, name: Tab): Promise<void> {
  await tab(page, name).click()
  await page.locator(`a[aria-current="page"]:text("${name}")`).waitFor()
  // What was read for the list before stays until this one is there.
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' })
}

/** How many the tab says are in it. */
export async function countOf(page: Page, name: Tab): Promise<number> {
  return Number(/\d+/.exec(await tab(page, name).innerText())?.[0])
}

const TITLES = `[...document.querySelectorAll('tbody th a')].map((link) => link.title)`

/** Addresses of the rows that are shown, in their order. */
export async function rows(page: Page): Promise<string[]> {
  await page.locator('table, main h2').first().waitFor()
  const titles = await page.evaluate<string[]>(TITLES)
  return titles.map((title) => title.split(', ').at(-1)!)
}

export function drawer(page: Page): Locator {
  return page.getByRole('dialog')
}

/** Opens the drawer of a person by their row. */
export async function openPerson(page: Page, name: string): Promise<Locator> {
  await page.getByRole('rowheader').getByRole('link', { name }).click()
  await drawer(page).getByRole('heading', { level: 2, name }).waitFor()
  return drawer(page)
}

export const status = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('status').filter({ hasText: text })
