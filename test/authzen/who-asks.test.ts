/** Who may ask the AuthZEN endpoints, about which organization, and how subjects and resources are named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { accountByEmail } from '../../src/store/store.ts'
import { type Ask, alice, asking, bob, read, record1 } from './asking.ts'
import { certificationFixture, type Fixture, signIn } from './fixture.ts'

let fixture: Fixture
let ask: Ask
let asAlice: Ask
beforeAll(async () => {
  fixture = await certificationFixture()
  ask = asking(fixture.house.url, fixture.token)
  asAlice = asking(fixture.house.url, await signIn(fixture.house, 'alice'))
})
afterAll(() => fixture.house[Symbol.asyncDispose]())

const about = (subject: object) => ({ subject, action: read, resource: record1 })

describe('someone who may not see people', () => {
  it.each<[string, string, object, number]>([
    ['may ask about themselves', 'evaluation', about(alice), 200],
    ['also by e-mail', 'evaluation', about({ type: 'user', id: 'alice@records.example' }), 200],
    ['may not ask about another', 'evaluation', about(bob), 403],
    ['nor about nobody', 'evaluation', about({ type: 'user', id: 'nobody' }), 403],
    ['may ask many things about themselves', 'evaluations', { ...about(alice), evaluations: [{}, {}] }, 200],
    ['but not one about another', 'evaluations', { ...about(alice), evaluations: [{}, about(bob)] }, 403],
    [
      'nor one that the defaults are about',
      'evaluations',
      { ...about(bob), evaluations: [about(alice), {}] },
      403,
    ],
    ['may search their own actions', 'search/action', { subject: alice, resource: record1 }, 200],
    ['may search their own resources', 'search/resource', about(alice), 200],
    ['may not search people', 'search/subject', about(alice), 403],
  ])('%s', async (_, path, body, status) => {
    expect((await asAlice(path, body)).status).toBe(status)
  })
})

describe('the organization', () => {
  it('is the caller’s only one, and has to be named by whoever is in several', async () => {
    const { house, token } = fixture
    const { deps } = house.server
    const account = (await accountByEmail(deps.store, 'bob@records.example'))!
    await createOrganization(deps, { name: 'other', admins: [{ account, isNew: false }] })
    const asBob = asking(house.url, await signIn(house, 'bob'))
    const nowhere = await asBob('evaluation', about(bob))
    expect([nowhere.status, nowhere.body.detail]).toEqual([
      400,
      expect.stringContaining('several organizations'),
    ])
    const inOrganization = (name: string) => ({ 'compartment-organization': name })
    expect((await asBob('evaluation', about(bob), inOrganization('records'))).body.decision).toBe(true)
    expect((await asBob('evaluation', about(bob), inOrganization('other'))).body.decision).toBe(false)
    const foreign = await asking(house.url, token)('evaluation', about(bob), inOrganization('other'))
    const missing = await asking(house.url, token)('evaluation', about(bob), inOrganization('no-such'))
    expect([foreign.status, missing.status]).toEqual([404, 404])
  })
})

describe('a subject', () => {
  it('is found by username, e-mail and id, under its own type alone', async () => {
    const { items } = await fixture.admin.listUsers({ organization: 'records', q: 'bob' })
    for (const id of ['bob', 'Bob@Records.example', items[0]!.id]) {
      expect((await ask('evaluation', about({ type: 'user', id }))).body.decision).toBe(true)
      const { body } = await ask('evaluation', about({ type: 'automation', id }))
      expect([body.decision, body.context!.code]).toEqual([false, 'NOT_A_MEMBER'])
    }
  })
})

describe('a resource', () => {
  const at = (type: string, id: string, properties?: object) => ({
    subject: alice,
    action: read,
    resource: { type, id, properties },
  })
  it.each<[string, object, boolean, string | undefined]>([
    ['of an application is at the organization', at('note', 'n-1'), true, undefined],
    ['of an application is where its scope says', at('note', 'n-1', { scope: 'record-1' }), true, undefined],
    ['in an archived project is denied', at('note', 'n-1', { scope: 'record-2' }), false, 'PROJECT_ARCHIVED'],
    ['at no scope is denied', at('note', 'n-1', { scope: 'record-3' }), false, 'UNKNOWN_SCOPE'],
    ['whose scope is no text is denied', at('note', 'n-1', { scope: { a: 1 } }), false, 'UNKNOWN_SCOPE'],
    ['whose id names its project is there', at('record', 'record-2'), false, 'PROJECT_ARCHIVED'],
    ['whose id names no project is denied', at('record', 'record-3'), false, 'UNKNOWN_SCOPE'],
    [
      'of a type that nobody declared is denied',
      { ...at('ship', 's'), action: { name: 'records.read' } },
      false,
      'UNKNOWN_SCOPE',
    ],
    [
      'is asked about by key too',
      { ...at('project', 'record-1'), action: { name: 'records.read' } },
      true,
      undefined,
    ],
    [
      'under another type is denied',
      { ...at('environment', 'record-1'), action: { name: 'records.read' } },
      false,
      'UNKNOWN_SCOPE',
    ],
    [
      'for an action that nobody declared is denied',
      { ...at('record', 'record-1'), action: { name: 'fly' } },
      false,
      'UNKNOWN_PERMISSION',
    ],
    [
      'for an action called like a method is denied',
      { ...at('record', 'record-1'), action: { name: 'toString' } },
      false,
      'UNKNOWN_PERMISSION',
    ],
    [
      'that is the organization goes by its name',
      { ...at('organization', 'records'), action: { name: 'records.read' } },
      true,
      undefined,
    ],
  ])('%s', async (_, body, decision, code) => {
    const answer = await ask('evaluation', body)
    expect([answer.body.decision, answer.body.context?.code]).toEqual([decision, code])
  })
})
