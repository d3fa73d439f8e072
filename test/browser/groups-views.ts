/** The Groups page in the states that somebody sees it in; `peopleLists` has made a group and its people. */
import type { Page } from 'playwright-core'
import { connectCorp, seated } from '../support/single-sign-on.ts'
import { ADA, type ConsoleHouse } from './console-house.ts'
import { part } from './groups-page.ts'
import { drawer } from './users-page.ts'

const acme = { organization: 'acme' }
const PATH = '/orgs/acme/settings/groups'
const ALEX = 'alex@acme.example'

/** What gives something, and what a provider fills. */
export async function filledGroups({ ada, server }: ConsoleHouse): Promise<void> {
  await ada.createAssignment({ ...acme, body: { role: 'deployer', group: 'Ops', scope: 'billing' } })
  const group = await ada.createGroup({
    ...acme,
    body: { name: 'Engineers', description: 'As Corp has them' },
  })
  const { id } = await ada.showUser({ ...acme, user: ALEX })
  await connectCorp(server.deps)
  await seated(server.deps, 'id' in group ? group.id : '', id, 'sso:prv_corp')
}

const row = (page: Page) => part(page, 'Members').getByRole('listitem').first().waitFor()

const find = async (page: Page): Promise<void> => {
  await drawer(page).getByRole('button', { name: 'See what changes' }).click()
  await drawer(page).getByText('Enter at least one address.').waitFor()
  await drawer(page).getByLabel('Find people').fill('acme')
  await drawer(page).getByRole('list', { name: 'People found' }).getByRole('listitem').first().waitFor()
}

const unfold = (page: Page) => drawer(page).locator('summary').click()

const as = ADA
const shows = 'Groups'

export const GROUPS_VIEWS = [
  { view: 'groups', path: PATH, shows, as, after: (page: Page) => page.locator('table').waitFor() },
  { view: 'a group that a provider fills', path: `${PATH}?group=Engineers`, shows, as, after: row },
  { view: 'a group, adding people', path: `${PATH}?group=Ops&do=add`, shows, as, after: find },
  { view: 'a group, deleting', path: `${PATH}?group=Ops&do=delete`, shows, as, after: unfold },
]
