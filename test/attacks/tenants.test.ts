/** TEN: what one organization learns of another, or does to it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
import { type Answer, shapeOf } from './message.ts'
import { Siege } from './siege.ts'

/** Of ids that nobody has. */
const NONE = '0'.repeat(26)

let siege: Siege
/** Ids of things in `beta`. */
const theirs: Record<string, string> = {}
beforeAll(async () => {
  siege = await Siege.lay()
  const as = siege.b.admin.token
  const first = async (path: string): Promise<string> =>
    (await siege.at('beta', 'GET', path, { as })).body.items[0]!.id
  await siege.at('beta', 'POST', '/groups', { as, body: { name: 'Theirs' } })
  theirs['role'] = await first('/roles?kind=custom')
  theirs['group'] = await first('/groups')
  theirs['project'] = await first('/projects')
  theirs['assignment'] = await first('/assignments')
  theirs['organization'] = (await siege.at('beta', 'GET', '', { as })).body.id
  theirs['environment'] = (await siege.at('beta', 'GET', '/projects/billing', { as })).body
    .environments[0]!.id
})
afterAll(() => siege[Symbol.asyncDispose]())

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)

it('TEN-02 an admin elsewhere finds no organization, in the words of one that is not there', async () => {
  const paths = ['', '/users', `/users/${siege.b.admin.id}`, '/roles', '/settings', '/audit/events']
  for (const path of paths) {
    expect((await siege.at('beta', 'GET', path, { as: siege.b.admin.token })).status, path).toBe(200)
    const there = await siege.at('beta', 'GET', path, { as: siege.a.admin.token })
    const nowhere = await siege.at('zeta', 'GET', path, { as: siege.a.admin.token })
    expect(shapeOf(there, 'beta'), path).toBe(shapeOf(nowhere, 'zeta'))
    expect(there.headers.get('compartment-revision')).toBeNull()
  }
})

it('TEN-02 where path, header and body name different organizations, the path counts and the rest is refused', async () => {
  const { token, email } = siege.a.admin
  const body = { principal: email, permission: 'project.read', scope: 'billing' }
  const headers = { 'compartment-organization': 'beta' }
  const answer = await siege.at('acme', 'POST', '/access/check', { as: token, body, headers })
  expect([answer.status, answer.headers.get('compartment-revision')?.startsWith('acme@')]).toEqual([
    200,
    true,
  ])
  const more = { as: token, body: { ...body, organization: 'beta' } }
  expect((await siege.at('acme', 'POST', '/access/check', more)).status).toBe(400)
  const evaluation = {
    subject: { type: 'user', id: email },
    action: { name: 'project.read' },
    resource: { type: 'project', id: 'billing' },
  }
  const asked = (organization: string) =>
    siege.send('POST', '/access/v1/evaluation', {
      as: token,
      body: evaluation,
      headers: { 'compartment-organization': organization },
    })
  expect((await asked('acme')).body.decision).toBe(true)
  expect(shapeOf(await asked('beta'), 'beta')).toBe(shapeOf(await asked('zeta'), 'zeta'))
})

it('TEN-03 nothing here can be made of what is there: ids of the other organization are ids of nothing', async () => {
  const user = siege.a.nobody.email
  const tries: [string, (id: string) => Promise<Answer>][] = [
    ['role', (role) => admin('POST', '/assignments', { role, user, scope: 'billing' })],
    ['group', (group) => admin('POST', '/assignments', { role: 'viewer', group, scope: 'billing' })],
    ['project', (scope) => admin('POST', '/assignments', { role: 'viewer', user, scope })],
    ['environment', (scope) => admin('POST', '/assignments', { role: 'viewer', user, scope })],
    ['organization', (scope) => admin('POST', '/assignments', { role: 'viewer', user, scope })],
    ['project', (id) => admin('POST', `/projects/${id}/environments`, { name: 'x' })],
    ['group', (id) => admin('POST', `/groups/${id}/members`, { user })],
    ['role', (role) => admin('PUT', `/users/${user}/role`, { role })],
    ['group', (id) => admin('POST', '/users', { email: 'x@acme.test', groups: [id] })],
  ]
  for (const [kind, attempt] of tries) {
    const id = theirs[kind]!
    const none = `${id.slice(0, 4)}${NONE}`
    const [there, nowhere] = [await attempt(id), await attempt(none)]
    expect(there.status, kind).toBe(404)
    expect(shapeOf(there, id)).toBe(shapeOf(nowhere, none))
  }
  const { id, email } = siege.b.viewer
  for (const ref of [id, email]) {
    const there = await admin('POST', '/assignments', { role: 'viewer', user: ref, scope: 'billing' })
    expect(there.status).toBe(404)
  }
})

it('TEN-04 one foreign name among many undoes the whole request', async () => {
  const groups = ['Steward', theirs['group']!]
  await admin('POST', '/groups', { name: 'Steward' })
  expect((await admin('POST', '/users', { email: 'half@acme.test', groups })).status).toBe(404)
  expect((await admin('GET', '/users/half@acme.test')).status).toBe(404)
  const checks = ['billing', theirs['project'], 'billing'].map((scope) => ({
    principal: siege.a.admin.email,
    permission: 'project.read',
    scope,
  }))
  const { body } = await admin('POST', '/access/batch', { checks })
  expect(body.decisions.map(({ code }) => code)).toEqual(['ALLOWED', 'UNKNOWN_SCOPE', 'ALLOWED'])
})

it('TEN-06 names that are taken there are free here, and counts and searches are of here alone', async () => {
  const there = await siege.at('beta', 'POST', '/projects', {
    as: siege.b.admin.token,
    body: { name: 'rival' },
  })
  const here = await admin('POST', '/projects', { name: 'rival' })
  expect([there.status, here.status]).toEqual([201, 201])
  expect((await admin('POST', '/projects', { name: 'rival' })).status).toBe(409)
  for (const path of ['/users?q=beta', '/groups?q=theirs', '/projects?q=beta', '/audit/events?q=beta'])
    expect((await admin('GET', path)).body.items, path).toEqual([])
  expect((await admin('GET', '/users?q=acme')).body.items.length).toBeGreaterThan(5)
})

it('TEN-07 somebody in both has in each what they were given there; a block in one leaves the other alone', async () => {
  const both = await person(siege, 'both@acme.test', { role: 'viewer' })
  await siege.at('beta', 'POST', '/users', {
    as: siege.b.admin.token,
    body: { email: both.email, role: 'admin' },
  })
  const list = (name: string): Promise<Answer> => siege.at(name, 'GET', '/users', { as: both.token })
  expect([(await list('acme')).status, (await list('beta')).status]).toEqual([403, 200])
  await admin('POST', `/users/${both.id}/block`, {})
  expect([(await list('acme')).body.code, (await list('beta')).status]).toEqual(['BLOCKED', 200])
  const { body } = await siege.send('GET', '/v1/account', { as: both.token })
  expect(body.organizations.map(({ name }) => name)).toEqual(['beta'])
})

it('TEN-08 things inside the other organization are not found by their ids', async () => {
  const paths: [string, string, object?][] = [
    ['GET', `/roles/${theirs['role']}`],
    ['DELETE', `/roles/${theirs['role']}`],
    ['GET', `/groups/${theirs['group']}/members`],
    ['DELETE', `/assignments/${theirs['assignment']}`],
    ['PATCH', `/assignments/${theirs['assignment']}`, { reason: 'mine now' }],
    ['DELETE', `/projects/${theirs['project']}`],
    ['POST', `/invitations/${siege.b.invited.id}/resend`, {}],
    ['DELETE', `/invitations/${siege.b.invited.id}`],
    ['POST', `/users/${siege.b.viewer.id}/block`, {}],
  ]
  for (const [method, path, body] of paths) expect((await admin(method, path, body)).status, path).toBe(404)
  const { body } = await siege.at('beta', 'GET', '/audit/events?limit=1', { as: siege.b.admin.token })
  expect(body.items[0]!.actor.email).toBe(siege.b.admin.email)
})

it('TEN-10 no answer may be kept or shared on the way', async () => {
  for (const path of ['/users', '/roles/Steward', '/projects/billing', '/nothing-here']) {
    const { headers } = await admin('GET', path)
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual(['no-store', 'authorization, cookie'])
  }
  const tag = (await admin('GET', '/roles/viewer')).headers.get('etag')!
  const sent = { as: siege.b.nobody.token, headers: { 'if-none-match': tag } }
  expect((await siege.at('acme', 'GET', '/roles/viewer', sent)).status).toBe(404)
})

it('TEN-08 a program’s token works in its own organization alone', async () => {
  expect((await siege.at('acme', 'GET', '/users', { as: siege.program })).status).toBe(200)
  expect((await siege.at('beta', 'GET', '/users', { as: siege.program })).status).toBe(404)
})

it('INJ-02 a cursor continues its own list alone, and a made-up one none', async () => {
  const { body } = await admin('GET', '/users?limit=2')
  const cursor = body.next_cursor
  expect((await admin('GET', `/users?limit=3&cursor=${cursor}`)).body.items).toHaveLength(3)
  const [payload = '', mac = ''] = cursor.split('.')
  const forged = Buffer.from(JSON.stringify(["' OR 1=1 --", ''])).toString('base64url')
  const made = [
    `${forged}.${mac}`,
    payload,
    `${payload}.`,
    `.${mac}`,
    `${payload}.${'A'.repeat(22)}`,
    '%00',
    '..',
  ]
  for (const one of made)
    expect((await admin('GET', `/users?cursor=${encodeURIComponent(one)}`)).status).toBe(400)
  for (const path of ['/groups', '/invitations', '/users?q=a', '/users?sort=name', '/audit/events'])
    expect(
      (await admin('GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`)).status,
      path,
    ).toBe(400)
  const elsewhere = await siege.at('beta', 'GET', `/users?limit=2&cursor=${cursor}`, {
    as: siege.b.admin.token,
  })
  expect(elsewhere.status).toBe(400)
})
