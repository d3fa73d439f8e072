/**
 * Every page in every state it begins with: readable by everyone (axe, WCAG 2.2 AA) in light and dark, wide and narrow,
 * without a fault, a breach of its policy, or anything to scroll sideways for.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { CONSOLE_PAGES } from '../../src/contract/console-pages.ts'
import { ADA, ConsoleHouse, sideways, withoutAnswer } from './console-house.ts'
import { filledGroups, GROUPS_VIEWS } from './groups-views.ts'
import { unreadable } from './readable.ts'
import { ROLES_VIEWS, rolesAndFeatures } from './roles-views.ts'
import { peopleLists, USERS_VIEWS } from './users-views.ts'

/** The narrowest that must work is looked at for scrolling alone: what axe sees is the same at 390. */
const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  // Dark again: other colours take a browser longer than another width.
  { width: 390, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const
const NARROWEST = 360
/** What is still fading in has colours of its own. */
const STILL = { reducedMotion: 'reduce' } as const

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  await house.found('north', 'nora@north.example', 'cus_north')
  await house.admit('kit@acme.example', 'deployer')
  await peopleLists(house)
  await filledGroups(house)
  await rolesAndFeatures(house)
})
afterAll(() => house?.close())

type View = {
  readonly view: string
  readonly path: string | (() => Promise<string>)
  /** What is there when it is drawn. */
  readonly shows: string
  readonly as?: string
  /** What is done before it is looked at. */
  readonly after?: (page: Page) => Promise<unknown>
  /** The answer that it is about. */
  readonly status?: number
}

const click = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).click()
const openMenu = (name: RegExp) => async (page: Page) => {
  await click(name)(page)
  await page.getByRole('menu').waitFor()
}

const VIEWS: readonly View[] = [
  { view: 'sign-in', path: '/sign-in', shows: 'Sign in' },
  { view: 'sign-in with a slip', path: '/sign-in', shows: 'Sign in', after: click('Continue') },
  {
    view: 'sign-in, password',
    path: '/sign-in',
    shows: 'Sign in',
    after: async (page) => {
      await page.getByLabel('E-mail').fill(ADA)
      await page.getByRole('button', { name: 'Continue' }).click()
    },
  },
  { view: 'signed in already', path: '/sign-in', shows: 'You are signed in', as: ADA },
  { view: 'back from a provider, loaded again', path: '/sign-in/callback', shows: 'Sign in again' },
  {
    view: 'back from a provider, refused',
    path: '/sign-in/callback?code=x&state=y',
    shows: 'You are not signed in',
    status: 400,
  },
  {
    view: 'sign-in by organization',
    path: '/sign-in',
    shows: 'Sign in',
    after: async (page) => {
      await page.getByRole('button', { name: 'Single sign-on' }).click()
      await page.getByLabel('Organization').waitFor()
    },
  },
  { view: 'forgot', path: '/forgot', shows: 'Forgot password' },
  {
    view: 'forgot, where no mail goes out',
    path: '/forgot',
    shows: 'Forgot password',
    after: async (page) => {
      await page.getByLabel('E-mail').fill('nobody@nowhere.example')
      await page.getByRole('button', { name: 'Ask for the link' }).click()
      await page.getByRole('heading', { name: 'Ask an admin' }).waitFor()
    },
  },
  { view: 'a cut link', path: '/activate', shows: 'This link is incomplete' },
  { view: 'a dead link', path: '/reset?token=cpl_x', shows: 'This link is not valid', status: 400 },
  { view: 'an invitation', path: () => house.invite(someone()), shows: 'Join acme' },
  {
    view: 'an invitation with a bad password',
    path: () => house.invite(someone()),
    shows: 'Join acme',
    status: 400,
    after: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('short')
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByText('This password cannot be used').waitFor()
    },
  },
  { view: 'another’s invitation', path: () => house.invite(someone()), shows: 'Join acme', as: ADA },
  { view: 'a reset', path: async () => (await reset()).reset_url!, shows: 'Choose a new password' },
  { view: 'setup', path: '/setup?token=cpl_x', shows: 'Set up this server' },
  { view: 'setup, empty', path: '/setup?token=cpl_x', shows: 'Set up this server', after: click('Set up') },
  { view: 'demo', path: '/demo?token=cpl_x', shows: 'Open the demo' },
  {
    view: 'demo, refused',
    path: '/demo?token=cpl_x',
    shows: 'Open the demo',
    status: 400,
    after: async (page) => {
      await page.getByRole('button', { name: 'Sign in to the demo' }).click()
      await page.getByText('start the demo again').waitFor()
    },
  },
  { view: 'error codes', path: '/docs/errors#NOT_ALLOWED', shows: 'Error codes' },
  { view: 'nothing', path: '/no/such/page', shows: 'There is no such page', status: 404 },
  { view: 'a tenant', path: '/orgs/acme', shows: 'acme', as: 'kit@acme.example' },
  { view: 'a tenant of others', path: '/orgs/north', shows: 'This tenant is not available to you', as: ADA },
  { view: 'the tenants', path: '/orgs/acme', shows: 'acme', as: ADA, after: openMenu(/^Tenant: /) },
  { view: 'the account', path: '/orgs/acme', shows: 'acme', as: ADA, after: openMenu(/^Account: /) },
  { view: 'password', path: '/password', shows: 'Password', as: ADA },
  {
    view: 'account access',
    path: '/account/access',
    shows: 'Account access',
    as: ADA,
    after: (page) => page.locator('table').waitFor(),
  },
  { view: 'sessions', path: '/account/sessions', shows: 'Sessions', as: ADA },
  { view: 'invitations', path: '/account/invitations', shows: 'Invitations', as: ADA },
  ...USERS_VIEWS,
  ...GROUPS_VIEWS,
  ...ROLES_VIEWS,
  { view: 'device', path: '/device?code=WDJB-MJHT', shows: 'Connect a command line', as: ADA },
  {
    view: 'device, asking',
    path: asking,
    shows: 'Connect a command line',
    as: ADA,
    after: async (page) => {
      await page.getByRole('button', { name: 'See who is asking' }).click()
      await page.getByRole('heading', { name: 'Sign this program in as you?' }).waitFor()
    },
  },
]

let people = 0
const someone = (): string => `person-${people++}@acme.example`

const reset = () => house.ada.resetUserPassword({ organization: 'acme', user: 'kit@acme.example', body: {} })

async function asking(): Promise<string> {
  const body = { client: 'compartment', device: 'build-7' }
  const started = await createClient({ url: house.url }).startDeviceLogin({ body })
  return started.verification_url_complete
}

/** Signed in once, and looked at in many windows. */
const kept = new Map<string, Awaited<ReturnType<typeof signedIn>>>()
async function signedIn(email: string) {
  const { page, close } = await house.visitAs(email)
  const state = await page.context().storageState()
  await close()
  return state
}

async function stateOf(email: string): Promise<Awaited<ReturnType<typeof signedIn>>> {
  const state = kept.get(email) ?? (await signedIn(email))
  kept.set(email, state)
  return state
}

/** What axe and the page's width have against it, in one look. */
async function against(page: Page, look: (typeof LOOKS)[number]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: look.width, height: 844 })
  await page.locator(`:root[data-mantine-color-scheme="${look.colorScheme}"]`).waitFor()
  return (await unreadable(page)).map((found) => `${look.width} ${look.colorScheme} ${found}`)
}

describe.each(VIEWS)('$view', ({ path, shows, as, after, status = 200 }) => {
  it('is for everyone, in every look', async () => {
    const { page, faults, close } = await house.visit(
      as === undefined ? STILL : { ...STILL, storageState: await stateOf(as) },
    )
    const place = typeof path === 'string' ? path : await path()
    await page.goto(new URL(place, house.url).href)
    await page.getByRole('heading', { level: 1, name: shows }).waitFor()
    await page.getByRole('status').filter({ hasText: '…' }).first().waitFor({ state: 'detached' })
    await after?.(page)
    const found: string[] = []
    for (const look of LOOKS) found.push(...(await against(page, look)))
    await page.setViewportSize({ width: NARROWEST, height: 844 })
    // An open menu finds its new place a moment after the window has its new width.
    await expect.poll(() => sideways(page)).toBe(0)
    expect([found, withoutAnswer(faults, status)]).toEqual([[], []])
    expect(await page.title()).toMatch(/ · Compartment$/)
    await close()
  })
})

it('every page of the console is among them', () => {
  const looked = new Set(VIEWS.map(({ path }) => (typeof path === 'string' ? path.split(/[?#]/)[0]! : '')))
  const others = Object.values(CONSOLE_PAGES)
    .map(({ path }) => path.replace('{organization}', 'acme'))
    .filter((path) => !looked.has(path))
  // `/accept` is the page of `/activate`, and `/` leads to a tenant or lists them: see `account.integration.test.ts`.
  expect(others).toEqual(['/accept', '/'])
})
