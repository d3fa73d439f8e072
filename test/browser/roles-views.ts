/** The Roles & Permissions and Feature Flags pages in the states that somebody sees them in. */
import type { Page } from 'playwright-core'
import { ADA, type ConsoleHouse } from './console-house.ts'
import { drawer } from './users-page.ts'

const acme = { organization: 'acme' }
const ROLES = '/orgs/acme/settings/roles'
const FEATURES = '/orgs/acme/settings/features'
const LONG = 'A name as long as names get, and a wordthatgoesonandonandonandonwithoutanyblankinit'

/** Roles with long names, one that several hold alike, and a feature of each kind. */
export async function rolesAndFeatures(house: ConsoleHouse): Promise<void> {
  const { ada } = house
  const permission = { key: 'cases.close', description: 'Close.', capability: 'close cases' }
  await ada.applyCatalogue({
    ...acme,
    catalogue: 'desk',
    body: {
      families: [{ name: 'Cases', permissions: [permission] }],
      features: [
        { key: 'cases', name: 'Cases', kind: 'flag', gates: ['cases.close', 'deployment.promote'] },
        { key: 'inbox', name: LONG, kind: 'beta', gates: [] },
        { key: 'archive', name: 'Archive', kind: 'tier', minimum_tier: 'team', gates: [] },
      ],
    },
  })
  await ada.createRole({ ...acme, body: { name: LONG, description: LONG, permissions: ['cases.close'] } })
  const permissions = ['project.read', 'deployment.logs.read', 'organization.user.read']
  await ada.createRole({ ...acme, body: { name: 'Log Reader', permissions } })
  for (const name of ['uma', 'val', 'wim']) {
    const assignments = [{ role: 'Log Reader', scope: 'billing' }]
    await ada.inviteUser({ ...acme, body: { email: `${name}@acme.example`, assignments } })
  }
}

const how = async (page: Page): Promise<void> => {
  await drawer(page).getByText('What would be done').click()
  await drawer(page).locator('figure').waitFor()
}

const editor = (page: Page) => drawer(page).getByLabel('Find a permission').waitFor()

const seeing = async (page: Page): Promise<void> => {
  await drawer(page).getByRole('checkbox', { name: 'All of Deployments' }).click()
  await drawer(page).getByRole('button', { name: 'See what changes' }).click()
  await drawer(page).locator('summary').click()
}

const slip = async (page: Page): Promise<void> => {
  await drawer(page).getByRole('button', { name: 'See what this does' }).click()
  await drawer(page).getByText('Enter a name.').waitFor()
}

const unfolded = (page: Page) => drawer(page).locator('summary').first().click()

const as = ADA
const role = { shows: 'Roles & Permissions', as }
const feature = { shows: 'Feature Flags', as }

/** What is shared with the Users page (no match, refused, agreeing to a change) is looked at there. */
export const ROLES_VIEWS = [
  { view: 'roles', path: ROLES, ...role, after: (page: Page) => page.locator('table').waitFor() },
  { view: 'a role', path: `${ROLES}?role=Log Reader&permission=deployment.create`, ...role, after: how },
  { view: 'a role, edited', path: `${ROLES}?role=Log Reader&do=edit`, ...role, after: editor },
  { view: 'a role, about to change', path: `${ROLES}?role=Log Reader&do=edit`, ...role, after: seeing },
  { view: 'a role, new', path: `${ROLES}?create=true`, ...role, after: slip },
  { view: 'features', path: FEATURES, ...feature, after: (page: Page) => page.locator('table').waitFor() },
  { view: 'a feature, switching', path: `${FEATURES}?feature=cases&do=switch`, ...feature, after: unfolded },
]
