/** The Groups page as somebody at a browser uses it. */
import type { Locator, Page } from 'playwright-core'
import type { ConsoleHouse } from './console-house.ts'
import { drawer } from './users-page.ts'

/** @param search as in the address: `?group=Support` */
export async function openGroups(house: ConsoleHouse, page: Page, search = ''): Promise<void> {
  await page.goto(`${house.url}/orgs/acme/settings/groups${search}`)
  await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
}

/** Opens the drawer of a group by its row. */
export async function openGroup(page: Page, name: string): Promise<Locator> {
  await page.getByRole('rowheader').getByRole('link', { name, exact: true }).click()
  await drawer(page).getByRole('heading', { level: 2, name, exact: true }).waitFor()
  return drawer(page)
}

/** A part of the drawer: `Roles`, `Members`. */
export const part = (page: Page, name: string): Locator =>
  drawer(page).getByRole('region', { name, exact: true })

/** What the drawer's list of members says of each. */
export async function membersShown(page: Page): Promise<string[]> {
  await part(page, 'Members').getByRole('listitem').first().waitFor()
  const rows = await part(page, 'Members').locator('ul > li > div').allInnerTexts()
  return rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())
}

/** Types addresses into the drawer's form, and looks at what adding them comes to. */
export async function tryToAdd(page: Page, addresses: string): Promise<void> {
  await part(page, 'Members').getByRole('button', { name: 'Add people' }).click()
  await drawer(page).getByLabel('Addresses').fill(addresses)
  await drawer(page).getByRole('button', { name: 'See what changes' }).click()
}
