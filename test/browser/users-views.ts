/** The Users page in the states that somebody sees it in. */
import type { Page } from 'playwright-core'
import { ADA, type ConsoleHouse } from './console-house.ts'
import { drawer } from './users-page.ts'

const acme = { organization: 'acme' }
const PATH = '/orgs/acme/settings/users'
const ALEX = 'alex@acme.example'

/** People in all three lists, and one with what a narrower grant hides. */
export async function peopleLists(house: ConsoleHouse): Promise<void> {
  const { ada } = house
  await ada.createProject({ ...acme, body: { name: 'billing' } })
  await ada.createGroup({ ...acme, body: { name: 'Ops' } })
  await house.admit(ALEX, 'readonly')
  const narrow = { user: ALEX, role: 'viewer', scope: 'billing' }
  const tried = await ada.createAssignment({ ...acme, dry_run: 'true', body: narrow })
  const accept_impact = 'impact' in tried ? tried.impact.digest : ''
  await ada.createAssignment({ ...acme, accept_impact, body: narrow })
  await ada.addGroupMember({ ...acme, group: 'Ops', body: { user: ALEX } })
  await house.invite('pia@acme.example')
  await ada.inviteUser({ ...acme, body: { email: 'ina@acme.example', name: 'Ina Inactive' } })
  await ada.blockUser({ ...acme, user: 'ina@acme.example', body: {} })
}

const rehearse = async (page: Page): Promise<void> => {
  await drawer(page).getByLabel('E-mail').fill('sam@example.com')
  await drawer(page).getByLabel('Role').selectOption({ label: 'deployer' })
  await drawer(page).getByLabel('Where').selectOption('organization')
  await drawer(page).getByRole('button', { name: 'See what this does' }).click()
  await drawer(page).locator('summary').click()
}

const deactivate = async (page: Page): Promise<void> => {
  await drawer(page).getByRole('button', { name: 'Deactivate' }).click()
  await drawer(page).locator('summary').click()
}

const section = (name: string) => (page: Page) =>
  drawer(page).getByRole('region', { name }).getByRole('listitem').first().waitFor()

const as = ADA
const shows = 'Users'

export const USERS_VIEWS = [
  { view: 'users', path: PATH, shows, as, after: (page: Page) => page.getByText(ALEX).first().waitFor() },
  {
    view: 'users, with the menu of a row',
    path: PATH,
    shows,
    as,
    after: (page: Page) => page.getByRole('button', { name: `Actions for ${ALEX}` }).click(),
  },
  { view: 'users, inactive', path: `${PATH}?tab=inactive`, shows, as },
  { view: 'users, invited', path: `${PATH}?tab=pending`, shows, as },
  { view: 'users, none', path: `${PATH}?q=zzzz`, shows, as },
  { view: 'users, refused', path: PATH, shows, as: 'kit@acme.example' },
  {
    view: 'a user',
    path: `${PATH}?user=${ALEX}&at=billing`,
    shows,
    as,
    after: section('Effective permissions'),
  },
  {
    view: 'a user, diagnosed',
    path: `${PATH}?user=${ALEX}&at=billing&why=deployment.read`,
    shows,
    as,
    after: section('Diagnose'),
  },
  { view: 'a user, deactivating', path: `${PATH}?user=${ALEX}`, shows, as, after: deactivate },
  {
    view: 'a user, invited',
    path: `${PATH}?tab=pending&user=pia@acme.example`,
    shows,
    as,
    after: section('Direct assignments'),
  },
  { view: 'inviting', path: `${PATH}?invite=true`, shows, as },
  { view: 'inviting, rehearsed', path: `${PATH}?invite=true`, shows, as, after: rehearse },
]
