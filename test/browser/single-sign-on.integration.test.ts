/** Single sign-on in a real browser, through a real OpenID provider: to its page, and back to where one came from. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HonestProvider } from '../support/honest-provider.ts'
import { ADA, ConsoleHouse, heading, sideways } from './console-house.ts'
import { unreadable } from './readable.ts'

let house: ConsoleHouse
let provider: HonestProvider
beforeAll(async () => {
  house = await ConsoleHouse.inhabited({ sso: { privateAddresses: false, domains: ['acme:acme.example'] } })
  provider = await HonestProvider.open(`${house.url}/sign-in/callback`)
  provider.people.set('sam', {
    email: 'sam@acme.example',
    email_verified: true,
    name: 'Sam Field',
    groups: ['Ops'],
  })
  provider.people.set('ada', { email: ADA, email_verified: true })
  provider.people.set('eve', { email: 'eve@acme.example', email_verified: false })
  await house.ada.createGroup({ organization: 'acme', body: { name: 'Operators' } })
  await house.ada.addOidcProvider({
    organization: 'acme',
    body: {
      key: 'acme-id',
      display_name: 'Acme ID',
      issuer: provider.issuer,
      client_id: 'compartment',
      client_secret: provider.clientSecret,
      scopes: ['email', 'profile', 'groups'],
      login_domains: ['acme.example'],
      auto_join_domains: ['acme.example'],
      auto_join_role: 'viewer',
      group_rules: [{ value: 'Ops', group: 'Operators' }],
    },
  })
})
afterAll(async () => {
  await provider?.[Symbol.asyncDispose]()
  await house?.close()
})

async function typeAddress(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

async function signInThere(page: Page, who: string): Promise<void> {
  await page.getByLabel('Who are you?').fill(who)
  await page.getByRole('button', { name: 'Sign in there' }).click()
}

describe('with a provider for the address’s domain', () => {
  it('one goes there and comes back to the page that one opened, as a member', async () => {
    const { page, faults, close } = await house.visit()
    await page.goto(`${house.url}/account/sessions?x=1`)
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await typeAddress(page, 'sam@acme.example')
    await page.getByRole('button', { name: 'Continue with Acme ID' }).click()
    await signInThere(page, 'sam')
    await page.waitForURL('**/account/sessions?x=1')
    await page.getByRole('heading', { name: 'Sessions' }).waitFor()
    expect(faults).toEqual([])
    const user = await house.ada.showUser({ organization: 'acme', user: 'sam@acme.example' })
    expect(user).toMatchObject({
      name: 'Sam Field',
      status: 'active',
      roles: [{ name: 'viewer' }],
      groups: [{ name: 'Operators' }],
    })
    await close()
  })

  it('a person who is not let in is told why, and what to do', async () => {
    const { page, close } = await house.visit()
    await page.goto(`${house.url}/sign-in?organization=acme`)
    await page.getByRole('button', { name: 'Continue with Acme ID' }).click()
    await signInThere(page, 'eve')
    await page.getByText('does not say that it has verified your e-mail address').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await heading(page)).toBe('You are not signed in')
    expect(await unreadable(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
    await page.getByRole('link', { name: 'Go to the sign-in page' }).click()
    await page.getByLabel('E-mail').waitFor()
    await close()
  })

  it('a page of the way back that is loaded again says to sign in again', async () => {
    const { page, faults, close } = await house.visit()
    await page.goto(`${house.url}/sign-in/callback`)
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('the choice between password and provider is readable, and an organization can be named', async () => {
    const { page, faults, close } = await house.visit({ viewport: { width: 360, height: 800 } })
    await page.goto(`${house.url}/sign-in`)
    await typeAddress(page, 'anybody@acme.example')
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
    expect(await unreadable(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
    await page.getByRole('button', { name: 'Change the e-mail' }).click()
    await page.getByRole('button', { name: 'Single sign-on' }).click()
    await page.getByLabel('Organization').fill('nobody')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByText('No single sign-on is known under this name').waitFor()
    await page.getByLabel('Organization').fill('acme')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('button', { name: 'Continue with Acme ID' }).waitFor()
    expect(await unreadable(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})

describe('where passwords are off', () => {
  it('the only provider is gone to straight away', async () => {
    const first = await house.visit()
    await first.page.goto(`${house.url}/sign-in?organization=acme`)
    await first.page.getByRole('button', { name: 'Continue with Acme ID' }).click()
    await signInThere(first.page, 'ada')
    await first.page.waitForURL('**/orgs/acme')
    await first.close()
    await house.ada.changeSignInSettings({ organization: 'acme', body: { passwords: false } })
    const { page, faults, close } = await house.visit()
    await page.goto(`${house.url}/sign-in`)
    await typeAddress(page, ADA)
    await signInThere(page, 'ada')
    await page.waitForURL('**/orgs/acme')
    expect(faults).toEqual([])
    await close()
  })

  it('whoever has a password for another organization can still type it', async () => {
    const { page, faults, close } = await house.visit()
    await page.goto(`${house.url}/sign-in`)
    await page.getByLabel('E-mail').fill(ADA)
    await page.getByRole('button', { name: 'Password', exact: true }).click()
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
    expect(faults).toEqual([])
    await close()
  })
})
