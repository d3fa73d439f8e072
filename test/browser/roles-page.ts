/** The Roles & Permissions page as somebody at a browser uses it. */
import type { Locator, Page } from 'playwright-core'
import type { ConsoleHouse } from './console-house.ts'
import { drawer } from './users-page.ts'

/** @param search as in the address: `?role=rol_deployer` */
export async function openRoles(house: ConsoleHouse, page: Page, search = ''): Promise<void> {
  await page.goto(`${house.url}/orgs/acme/settings/roles${search}`)
  await page.getByRole('heading', { level: 1, name: 'Roles & Permissions' }).waitFor()
}

/** Opens the drawer of a role by its row. */
export async function openRole(page: Page, name: string): Promise<Locator> {
  await page.getByRole('rowheader').getByRole('link', { name, exact: true }).click()
  await drawer(page).getByRole('heading', { level: 2, name, exact: true }).waitFor()
  return drawer(page)
}

/** Names of the roles in the list, in their order. */
export async function roleRows(page: Page): Promise<string[]> {
  await page.locator('table, main h2').first().waitFor()
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' })
  return page.evaluate<string[]>(`[...document.querySelectorAll('tbody th a')].map((link) => link.title)`)
}

/** What the drawer shows of a role: by family, each key and whether it is on. */
export type Shown = readonly (readonly [
  family: string,
  keys: readonly (readonly [key: string, on: boolean])[],
])[]

const STANDING = `[...document.querySelectorAll('dialog details')]
  .filter((family) => family.querySelector('li[data-on]'))
  .map((family) => [
    family.querySelector('summary > span').textContent,
    [...family.querySelectorAll('li')].map((row) => [
      row.querySelector('code').textContent,
      row.textContent.startsWith('on: '),
    ]),
  ])`

export async function togglesShown(page: Page): Promise<Shown> {
  await drawer(page).getByRole('region', { name: 'Permissions' }).locator('summary').first().waitFor()
  return page.evaluate<Shown>(STANDING)
}

/** The editor's box of a permission. */
export const box = (page: Page, key: string): Locator =>
  drawer(page)
    .locator('label', { has: page.locator(`code:text-is("${key}")`) })
    .locator('input')

/** The editor's box of a whole family. */
export const wholeFamily = (page: Page, family: string): Locator =>
  drawer(page).getByRole('checkbox', { name: `All of ${family}` })

/** Whether it is on, and whether it is in between. */
export const stateOfFamily = (page: Page, family: string): Promise<readonly [boolean, boolean]> =>
  page.evaluate<[boolean, boolean]>(
    `(() => {
      const box = document.querySelector('dialog input[aria-label="All of ${family}"]')
      return [box.checked, box.indeterminate]
    })()`,
  )

/** Families of the editor, each with how many toggles it has. */
export const familiesInEditor = (page: Page): Promise<unknown> =>
  page.evaluate(
    `[...document.querySelectorAll('dialog fieldset')]
      .map((one) => [one.querySelector('span').textContent, one.querySelectorAll('li').length])`,
  )

/** The cells of a row behind its name, whole. */
export const cellsOf = (page: Page, name: string): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('tbody tr')]
      .find((row) => row.querySelector('th a').title === ${JSON.stringify(name)})
      .querySelectorAll('td').values()
      .map((cell) => cell.querySelector('[title]')?.title ?? cell.textContent).toArray()`,
  )
