/**
 * TOK: what a token opens, and what never does. TOK-01 (refresh tokens) has no aim here: there are none. TOK-12 and TOK-13
 * are about signed tokens, which the gateway will issue.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
import { accountBy, cookie, inDays, tokenOf } from './credentials.ts'
import type { Answer } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const account = (headers: Record<string, string>): Promise<Answer> => accountBy(siege, headers)
const creating = (more: object = {}): object => ({
  name: 'mine',
  grants: [{ role: 'viewer', scope: 'organization' }],
  expires_at: inDays(siege, 1),
  ...more,
})

it('TOK-02 a token that was revoked is over everywhere, whoever it was', async () => {
  const { admin } = siege.a
  const made = (await siege.ask(admin, 'POST', '/tokens', creating({ kind: 'service' }))).body
  const list = (): Promise<Answer> => siege.at('acme', 'GET', '/projects', { as: made.secret })
  expect((await list()).status).toBe(200)
  expect((await siege.ask(admin, 'DELETE', `/tokens/${made.id}`)).status).toBe(200)
  expect((await list()).status).toBe(401)
  expect((await siege.ask(admin, 'DELETE', `/tokens/${made.id}`)).status).toBe(404)
})

it('TOK-04 nobody makes a token without a session, nor one for somebody else', async () => {
  const { admin, viewer } = siege.a
  const path = '/v1/organizations/acme/tokens'
  for (const more of [{}, { user: admin.id }, { userId: admin.id }, { account: admin.id }])
    expect((await siege.send('POST', path, { body: creating(more) })).status).toBe(401)
  for (const field of ['user', 'userId', 'user_id', 'account', 'owner', 'created_by'])
    expect((await siege.ask(viewer, 'POST', '/tokens', creating({ [field]: admin.id }))).status).toBe(400)
  const { status, body } = await siege.ask(viewer, 'POST', '/tokens', creating())
  expect([status, body.user.email]).toEqual([201, viewer.email])
})

it('TOK-05 a token of one project reaches nothing beside it, whoever owns it', async () => {
  const { admin } = siege.a
  const as = await tokenOf(siege, admin, [{ role: 'admin', scope: 'billing' }])
  const sibling = (await siege.ask(admin, 'POST', '/tokens', creating({ name: 'sibling' }))).body.id
  const at = (method: string, path: string, body?: object): Promise<Answer> =>
    siege.at('acme', method, path, { as, ...(body !== undefined && { body }) })
  expect((await at('GET', '/projects/billing')).status).toBe(200)
  const refused = [
    await at('GET', '/tokens'),
    await at('GET', `/tokens?user=${admin.id}`),
    await at('DELETE', `/tokens/${sibling}`),
    await at('POST', '/tokens', creating()),
    await at('POST', '/tokens', creating({ kind: 'service' })),
    await at('GET', '/audit/events'),
    await at('GET', '/users'),
    await at('GET', `/users/${admin.id}`),
    await at('GET', '/sessions'),
    await at('PUT', '/settings', { tier: 'free' }),
    await at('POST', '/assignments', { role: 'viewer', user: 'nobody@acme.test', scope: 'organization' }),
    await siege.send('GET', '/v1/account/sessions', { as }),
    await siege.send('POST', '/v1/account/sessions/revoke-others', { as, body: {} }),
    await siege.send('POST', '/v1/device/decide', {
      as,
      body: { user_code: 'BBBB-BBBB', decision: 'approve' },
    }),
  ]
  for (const [index, { status, body }] of refused.entries())
    expect([status, body.code], String(index)).toEqual([403, 'TOKEN_SCOPE'])
  expect((await at('GET', '/projects/acme-secret')).status).toBe(404)
  expect((await siege.at('beta', 'GET', '/projects', { as })).status).toBe(404)
  // Whoever holds it learns what it would take; the owner's session may do each of these.
  expect(refused[5]!.body.required_permission).toBe('organization.audit.read')
  expect((await siege.ask(admin, 'GET', '/audit/events')).status).toBe(200)
})

it('TOK-05 what a token may give is what it reaches, not what its owner has', async () => {
  const { admin, nobody } = siege.a
  const as = await tokenOf(siege, admin, [{ role: 'Steward', scope: 'organization' }])
  const give = (role: string): Promise<Answer> =>
    siege.at('acme', 'POST', '/assignments', { as, body: { role, user: nobody.id, scope: 'organization' } })
  expect((await give('admin')).body.code).toBe('ESCALATION')
  expect((await give('Steward')).status).toBe(201)
  const link = await siege.at('acme', 'POST', '/users', { as, body: { email: 'x@acme.test', role: 'admin' } })
  expect(link.body.code).toBe('ESCALATION')
})

it('TOK-05 a token gets no answer that its owner got before it with the same idempotency key', async () => {
  const { admin } = siege.a
  const as = await tokenOf(siege, admin, [{ role: 'viewer', scope: 'billing' }])
  const sent = { body: { name: 'Kept' }, headers: { 'idempotency-key': 'kept' } }
  const groups = (who: string): Promise<Answer> => siege.at('acme', 'POST', '/groups', { as: who, ...sent })
  const first = await groups(admin.token)
  expect([first.status, (await groups(admin.token)).text]).toEqual([201, first.text])
  expect((await groups(as)).body.code).toBe('TOKEN_SCOPE')
})

it('TOK-06 no token states what its owner lacks, and what they lose it loses at once', async () => {
  const who = await person(siege, 'loses@acme.test', { role: 'deployer' })
  const wide = creating({ grants: [{ role: 'admin', scope: 'organization' }] })
  expect((await siege.ask(who, 'POST', '/tokens', wide)).body.code).toBe('ESCALATION')
  const as = await tokenOf(siege, who, [{ role: 'deployer', scope: 'organization' }])
  const list = async (): Promise<string[]> =>
    (await siege.at('acme', 'GET', '/projects', { as })).body.items.map(({ name }) => name)
  expect(await list()).toContain('billing')
  const assigned = await siege.ask(siege.a.admin, 'GET', `/assignments?user=${who.id}`)
  for (const { id } of assigned.body.items) await siege.ask(siege.a.admin, 'DELETE', `/assignments/${id}`)
  expect(await list()).toEqual([])
})

it('TOK-08 each kind of secret opens its own door alone', async () => {
  const session = (await siege.signIn(siege.a.viewer.email)).body.token
  const { token: link } = siege.a.invited
  expect((await account({ authorization: `Bearer ${session}` })).status).toBe(200)
  expect((await account({ authorization: `Bearer ${siege.program}` })).status).toBe(200)
  expect((await account(cookie(siege.program))).status).toBe(401)
  const personal = await tokenOf(siege, siege.a.viewer, [{ role: 'viewer', scope: 'organization' }])
  expect((await account({ authorization: `Bearer ${personal}` })).status).toBe(200)
  expect((await account(cookie(personal))).status).toBe(401)
  const { device_code } = (await siege.send('POST', '/v1/device/start', { body: { client: 'x' } })).body
  expect((await account({ authorization: `Bearer ${device_code}` })).status).toBe(401)
  expect((await account({ authorization: `Bearer ${link}` })).status).toBe(401)
  for (const token of [session, siege.program, personal, device_code]) {
    const polled = await siege.send('POST', '/v1/device/token', { body: { device_code: token } })
    expect(polled.body.state).toBe(token === device_code ? 'authorization_pending' : 'expired_token')
    expect((await siege.accept(token)).body.code).toBe('LINK_NOT_VALID')
    const demo = await siege.send('POST', '/v1/demo/sign-in', { body: { token } })
    expect(demo.body.code).toBe('LINK_NOT_VALID')
  }
  expect((await siege.send('POST', '/v1/demo/sign-in', { body: { token: link } })).status).toBe(400)
  for (const [from, to] of [
    ['cps_', 'cpt_'],
    ['cps_', 'cpl_'],
  ] as const)
    expect((await account({ authorization: `Bearer ${session.replace(from, to)}` })).status).toBe(401)
})

it('TOK-09 nothing that is almost a token is one', async () => {
  const { program } = siege
  const almost = [
    program.slice(0, 12),
    program.slice(0, -1),
    `${program}A`,
    program.toUpperCase(),
    program.slice(4),
  ]
  for (const token of almost)
    expect((await account({ authorization: `Bearer ${token}` })).status, token).toBe(401)
  expect((await account({ authorization: `bearer  ${program}` })).status).toBe(200)
})
