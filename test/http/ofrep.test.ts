/** OFREP: the features of application catalogues, on for whom they are on, against a running server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, type House, openHouse } from './house.ts'

const ACME = { organization: 'acme' }
const KEYS = ['cases.read', 'replies.suggest', 'warehouse.query']
const FEATURES = [
  { key: 'cases', name: 'Cases', kind: 'flag' as const, gates: ['cases.read'] },
  { key: 'smart-replies', name: 'Smart replies', kind: 'beta' as const, gates: ['replies.suggest'] },
  {
    key: 'warehouse',
    name: 'Data Warehouse',
    kind: 'tier' as const,
    minimum_tier: 'enterprise' as const,
    gates: ['warehouse.query'],
  },
]
const ANA = 'ana@acme.example'
const BEA = 'bea@acme.example'

let house: House
let beaToken: string
beforeAll(async () => {
  house = await openHouse()
  const permissions = KEYS.map((key) => ({ key, capability: key, description: key }))
  await house.admin.applyCatalogue({
    ...ACME,
    catalogue: 'desk',
    body: { families: [{ name: 'Desk', permissions }], features: FEATURES },
  })
  beaToken = (await admit(house, BEA)).token
})
afterAll(() => house[Symbol.asyncDispose]())

type Flag = { key: string; value: boolean; reason: string; variant: string; metadata: Record<string, string> }

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${house.url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const of = (targetingKey: string) => ({ context: { targetingKey, plan: 'ignored' } })

async function flag(key: string, person = ANA): Promise<Flag> {
  const answer = await post(`/${key}`, of(person))
  expect(answer.status).toBe(200)
  return (await answer.json()) as Flag
}

/** What the gate says of the permission that the feature gates. */
async function code(permission: string, principal = ANA): Promise<string> {
  return (await house.admin.checkAccess({ ...ACME, body: { principal, permission, scope: 'organization' } }))
    .code
}

describe('a feature', () => {
  it('that is a flag is off for all, the admin included, until it is switched on', async () => {
    for (const person of [ANA, BEA]) {
      expect(await flag('cases', person)).toEqual({
        key: 'cases',
        value: false,
        reason: 'DISABLED',
        variant: 'off',
        metadata: { kind: 'flag', state_from: 'tenant', code: 'FLAG_OFF' },
      })
    }
    expect(await code('cases.read')).toBe('FLAG_OFF')
    await house.admin.setFeature({ ...ACME, feature: 'cases', body: { enabled: true } })
    expect(await flag('cases', BEA)).toMatchObject({ value: true, reason: 'STATIC', variant: 'on' })
    expect(await code('cases.read')).toBe('ALLOWED')
  })

  it('F61: that is in beta is on for the people who have beta access', async () => {
    const off = { value: false, reason: 'TARGETING_MATCH', metadata: { code: 'NO_BETA_ACCESS' } }
    expect(await flag('smart-replies')).toMatchObject(off)
    expect(await code('replies.suggest')).toBe('NO_BETA_ACCESS')
    await house.admin.setBetaAccess({ ...ACME, user: ANA, body: { enabled: true } })
    expect(await flag('smart-replies')).toMatchObject({
      value: true,
      reason: 'TARGETING_MATCH',
      variant: 'on',
    })
    expect(await flag('smart-replies', BEA)).toMatchObject(off)
    expect(await code('replies.suggest')).toBe('ALLOWED')
  })

  it('F62: of a tier is on from that tier upwards', async () => {
    await house.admin.changeSettings({ ...ACME, body: { tier: 'team' } })
    expect(await flag('warehouse')).toMatchObject({ value: false, metadata: { code: 'TIER_TOO_LOW' } })
    expect(await code('warehouse.query')).toBe('TIER_TOO_LOW')
    await house.admin.changeSettings({ ...ACME, body: { tier: 'enterprise' } })
    expect(await flag('warehouse')).toMatchObject({ value: true, reason: 'STATIC' })
    expect(await code('warehouse.query')).toBe('ALLOWED')
  })

  it('is off for whoever is no member', async () => {
    expect(await flag('cases', 'nobody@acme.example')).toMatchObject({
      value: false,
      metadata: { code: 'NOT_A_MEMBER' },
    })
  })
})

describe('all features', () => {
  it('come in one answer, which is not sent again while nothing changed', async () => {
    const first = await post('', of(ANA))
    const { flags } = (await first.json()) as { flags: Flag[] }
    expect(flags).toEqual(await Promise.all(['cases', 'smart-replies', 'warehouse'].map((key) => flag(key))))
    const etag = first.headers.get('etag')!
    const again = await post('', of(ANA), { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect((await post('', of(BEA), { 'if-none-match': etag })).status).toBe(200)
    await house.admin.setFeature({ ...ACME, feature: 'cases', body: { enabled: false } })
    expect((await post('', of(ANA), { 'if-none-match': etag })).status).toBe(200)
  })
})

describe('what cannot be evaluated', () => {
  it.each<[string, string, unknown, number, object]>([
    ['an unknown flag', '/no-such', of(ANA), 404, { key: 'no-such', errorCode: 'FLAG_NOT_FOUND' }],
    ['no JSON', '/cases', '{', 400, { key: 'cases', errorCode: 'PARSE_ERROR' }],
    [
      'no targeting key',
      '/cases',
      { context: {} },
      400,
      { key: 'cases', errorCode: 'TARGETING_KEY_MISSING' },
    ],
    ['no context', '/cases', {}, 400, { key: 'cases', errorCode: 'INVALID_CONTEXT' }],
    ['no JSON for all', '', '[', 400, { errorCode: 'PARSE_ERROR' }],
    ['no targeting key for all', '', { context: {} }, 400, { errorCode: 'TARGETING_KEY_MISSING' }],
  ])('says so in OFREP’s own words: %s', async (_, path, body, status, expected) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await answer.json()).toEqual({ ...expected, errorDetails: expect.any(String) as unknown })
  })

  it('is another person, for someone who may not see people', async () => {
    const authorization = `Bearer ${beaToken}`
    expect((await post('/cases', of(BEA), { authorization })).status).toBe(200)
    expect((await post('/cases', of(ANA), { authorization })).status).toBe(403)
    expect((await post('', of(ANA), { authorization })).status).toBe(403)
  })
})
