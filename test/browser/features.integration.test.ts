/** Settings → Feature Flags in a real browser: what is on, where that comes from, and what switching a flag does. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Client, createClient, Refused } from '../../src/contract/client.ts'
import { ADA, ConsoleHouse, heading, PASSWORD, type Visit } from './console-house.ts'
import { cellsOf } from './roles-page.ts'
import { drawer, status } from './users-page.ts'

const acme = { organization: 'acme' }
/** One of an application, one that operations of this server ask for, one that the console tells of. */
const GATED = ['cases.close', 'organization.project.create', 'deployment.promote']
const CATALOGUE = {
  families: [
    {
      name: 'Cases',
      permissions: [{ key: 'cases.close', description: 'Close.', capability: 'close cases' }],
    },
  ],
  features: [
    { key: 'cases', name: 'Cases', kind: 'flag', gates: GATED },
    { key: 'inbox', name: 'Next inbox', kind: 'beta', gates: [] },
    { key: 'archive', name: 'Archive', kind: 'tier', minimum_tier: 'enterprise', gates: [] },
  ],
} as const

let house: ConsoleHouse
let visit: Visit
let page: Page
let kit: Client
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
  const { ada } = house
  await ada.createProject({ ...acme, body: { name: 'shop' } })
  await ada.applyCatalogue({ ...acme, catalogue: 'desk', body: structuredClone(CATALOGUE) as never })
  await ada.createRole({ ...acme, body: { name: 'Agent', permissions: ['cases.close', 'project.read'] } })
  await ada.createGroup({ ...acme, body: { name: 'Ops' } })
  await ada.createAssignment({ ...acme, body: { role: 'Agent', group: 'Ops', scope: 'shop' } })
  await house.admit('kit@acme.example', 'deployer')
  await ada.inviteUser({ ...acme, body: { email: 'mel@acme.example', groups: ['Ops'] } })
  await ada.setBetaAccess({ ...acme, user: 'kit@acme.example', body: { enabled: true } })
  const body = { email: 'kit@acme.example', password: PASSWORD, answer_as: 'token' } as const
  kit = createClient({
    url: house.url,
    token: (await createClient({ url: house.url }).signIn({ body })).token!,
  })
  visit = await house.visitAs(ADA)
  page = visit.page
})
afterAll(async () => {
  await visit?.close()
  await house?.close()
})
beforeEach(() => void visit.faults.splice(0))

const features = async (search = ''): Promise<void> => {
  await page.goto(`${house.url}/orgs/acme/settings/features${search}`)
  await page.getByRole('heading', { level: 1, name: 'Feature Flags' }).waitFor()
  await page.locator('table').waitFor()
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.problem.code : String(error)),
  )
}

describe('the page', () => {
  it('shows each flag, its state and where the state comes from: tenant, person or plan (F63)', async () => {
    await page.getByRole('link', { name: 'Feature Flags' }).click()
    await page.locator('table').waitFor()
    const fromTenant = 'Tenant: off until it is switched on for this tenant'
    expect(await cellsOf(page, 'Cases')).toEqual(['flag', 'off', fromTenant, GATED.join(', ')])
    expect(await cellsOf(page, 'Next inbox')).toEqual([
      'beta',
      'per person',
      'Person: on for whoever has beta access, off for everybody else',
      'nothing',
    ])
    const plan = (tier: string) => `Plan: comes with the plan enterprise; this tenant has ${tier}`
    expect((await cellsOf(page, 'Archive')).slice(0, 3)).toEqual(['tier', 'on', plan('enterprise')])
    await house.ada.setFeature({ ...acme, feature: 'cases', body: { enabled: true } })
    await house.ada.changeSettings({ ...acme, body: { tier: 'team' } })
    await features()
    expect((await cellsOf(page, 'Archive')).slice(0, 3)).toEqual(['tier', 'off', plan('team')])
    expect((await cellsOf(page, 'Cases')).slice(0, 3)).toEqual([
      'flag',
      'on',
      'Tenant: switched on for this tenant',
    ])
    await house.ada.setFeature({ ...acme, feature: 'cases', body: { enabled: false } })

    // Of a beta: for whom; neither it nor a plan is switched here.
    await features('?feature=inbox&do=switch')
    await drawer(page).getByRole('link', { name: 'kit@acme.example' }).waitFor()
    expect(await drawer(page).getByRole('button').allInnerTexts()).toEqual([''])
    await features('?feature=archive&do=switch')
    await drawer(page).getByText('It cannot be switched by itself').waitFor()
    expect(await drawer(page).getByRole('button').allInnerTexts()).toEqual([''])
    expect(visit.faults).toEqual([])
  })

  it('that has nothing to show says where features come from', async () => {
    await house.found('north', 'nora@north.example')
    const nora = await house.visitAs('nora@north.example')
    await nora.page.goto(`${house.url}/orgs/north/settings/features`)
    await nora.page.getByText('There are no features').waitFor()
    expect(nora.faults).toEqual([])
    await nora.close()
  })
})

describe('a flag that is off', () => {
  it('is hidden and refused for all, whatever their role; switched on here it is there at the next request (F60)', async () => {
    const kits = await house.visitAs('kit@acme.example')
    const asked: readonly (readonly [string, string, string])[] = [
      [ADA, 'cases.close', 'organization'],
      [ADA, 'organization.project.create', 'organization'],
      ['kit@acme.example', 'deployment.promote', 'shop'],
      ['kit@acme.example', 'organization.project.create', 'organization'],
    ]
    const codes = () =>
      Promise.all(
        asked.map(async ([principal, permission, scope]) => {
          const body = { principal, permission, scope }
          return (await house.ada.checkAccess({ ...acme, body })).code
        }),
      )
    const listed = async (principal: string) =>
      (await house.ada.whatAccess({ ...acme, body: { principal } })).items
        .flatMap(({ permissions }) => permissions)
        .filter((key) => GATED.includes(key))
    const create = (by: Client, name: string) => codeOf(by.createProject({ ...acme, body: { name } }))
    const abilities = async (of: Page): Promise<string> => {
      await of.goto(`${house.url}/orgs/acme`)
      await of.getByRole('heading', { name: 'What you can do' }).waitFor()
      return of.locator('main').innerText()
    }
    const HIDDEN = ['create projects', 'promote releases', 'cases.close']

    expect(await codes()).toEqual(asked.map(() => 'FLAG_OFF'))
    expect([await create(house.ada, 'one'), await create(kit, 'two')]).toEqual(['FLAG_OFF', 'FLAG_OFF'])
    for (const who of [ADA, 'kit@acme.example', 'mel@acme.example'])
      expect(await listed(who), who).toEqual([])
    for (const of of [page, kits.page]) {
      const text = await abilities(of)
      for (const words of HIDDEN) expect(text).not.toContain(words)
    }

    await features('?feature=cases')
    await drawer(page).getByRole('button', { name: 'Switch on', exact: true }).click()
    const strip = drawer(page).locator('summary').filter({ hasText: 'people, at' })
    expect(await strip.innerText()).toMatch(/^\+5\s+2 people, at the organization$/)
    expect(await codes()).toEqual(asked.map(() => 'FLAG_OFF'))
    await drawer(page).getByRole('button', { name: 'Switch Cases on' }).click()
    await status(page, 'Cases is on.').waitFor()
    expect(await codes()).toEqual(asked.map(() => 'ALLOWED'))
    expect([await create(house.ada, 'one'), await create(kit, 'two')]).toEqual(['done', 'done'])
    const text = await abilities(page)
    for (const words of HIDDEN) expect(text).toContain(words)
    expect(await abilities(kits.page)).toContain('promote releases')

    await features('?feature=cases&do=switch')
    await drawer(page).getByText('is off for everybody at once').waitFor()
    expect(await strip.innerText()).toMatch(/^−5\s+2 people, at the organization$/)
    await drawer(page).getByRole('button', { name: 'Switch Cases off' }).click()
    await status(page, 'Cases is off.').waitFor()
    expect(await codes()).toEqual(asked.map(() => 'FLAG_OFF'))
    expect(await create(house.ada, 'three')).toBe('FLAG_OFF')
    for (const words of HIDDEN) expect(await abilities(kits.page)).not.toContain(words)
    expect([visit.faults, kits.faults]).toEqual([[], []])
    await kits.close()
  })
})

describe('whoever may not change settings', () => {
  it('sees neither the way nor the flags; the server refuses too', async () => {
    const kits = await house.visitAs('kit@acme.example')
    const asked: string[] = []
    kits.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    expect(await kits.page.getByRole('link', { name: 'Feature Flags' }).count()).toBe(0)
    await kits.page.goto(`${house.url}/orgs/acme/settings/features?feature=cases&do=switch`)
    await kits.page.getByText('You may not change organization settings.').waitFor()
    expect(await heading(kits.page)).toBe('Feature Flags')
    expect(asked.filter((path) => path.startsWith('/v1/organizations/acme/features'))).toEqual([])
    expect(await codeOf(kit.listFeatures(acme))).toBe('NOT_ALLOWED')
    expect(await codeOf(kit.setFeature({ ...acme, feature: 'cases', body: { enabled: true } }))).toBe(
      'NOT_ALLOWED',
    )
    expect(kits.faults).toEqual([])
    await kits.close()
  })
})
