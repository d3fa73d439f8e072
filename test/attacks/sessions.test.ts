/** SES: what a session opens, for how long, and what never does. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
import { accountBy, cookie, deviceSession, tokenOf } from './credentials.ts'
import { type Answer, PASSWORD, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

const HOUR = 3_600_000

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const account = (headers: Record<string, string>): Promise<Answer> => accountBy(siege, headers)
const byCookie = (token: string, path: string, body: object): Promise<Answer> =>
  siege.send('POST', path, { body, headers: { ...cookie(token), origin: siege.server.url } })

it('SES-01 signing in never continues the session that it was sent with', async () => {
  const { email } = siege.a.viewer
  const planted = (await siege.signIn(email)).body.token
  const answer = await byCookie(planted, '/v1/sign-in', { email, password: PASSWORD })
  const [, fresh = ''] = /^compartment=(cps_[\w-]{43});/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  expect([fresh === planted, (await account(cookie(fresh))).status]).toEqual([false, 200])
  expect((await account(cookie(planted))).status).toBe(401)
})

it('SES-03 a session is over after signing out, blocking and removing', async () => {
  const { admin } = siege.a
  const ended = async (end: (who: { id: string; token: string }) => Promise<Answer>): Promise<number[]> => {
    const who = await person(siege, `${Math.random()}@acme.test`)
    const before = await siege.send('GET', '/v1/account', { as: who.token })
    const answer = await end(who)
    return [before.status, answer.status, (await siege.send('GET', '/v1/account', { as: who.token })).status]
  }
  const all = [200, 200, 401]
  expect(await ended(({ token }) => siege.send('POST', '/v1/sign-out', { as: token, body: {} }))).toEqual(all)
  expect(await ended(({ id }) => siege.ask(admin, 'POST', `/users/${id}/block`, {}))).toEqual(all)
  expect(await ended(({ id }) => siege.ask(admin, 'DELETE', `/users/${id}`))).toEqual(all)
})

it('SES-03 WEB-10 signing out clears what the browser keeps of this site', async () => {
  const { token } = (await siege.signIn(siege.a.viewer.email)).body
  const { headers, status } = await byCookie(token, '/v1/sign-out', {})
  expect([status, headers.get('clear-site-data')]).toEqual([200, '"cache", "storage"'])
  expect(headers.get('set-cookie')).toMatch(/^compartment=; Max-Age=0; /)
  expect(headers.get('cache-control')).toBe('no-store')
})

it('SES-03 a session that an operator ends is over, here alone where it opens more', async () => {
  const { admin } = siege.a
  const who = await person(siege, 'both@acme.test', { role: 'viewer' })
  const [{ id } = { id: '' }] = (await siege.ask(admin, 'GET', `/sessions?user=${who.id}`)).body.items
  await siege.at('beta', 'POST', '/users', { as: siege.b.admin.token, body: { email: who.email } })
  const inside = async (organization: string): Promise<number> =>
    (await siege.at(organization, 'GET', '/projects', { as: who.token })).status
  expect([await inside('acme'), await inside('beta')]).toEqual([200, 200])
  // A viewer ends nobody's, and an operator of another organization finds none.
  expect((await siege.ask(siege.a.viewer, 'DELETE', `/sessions/${id}`)).status).toBe(403)
  expect((await siege.at('beta', 'DELETE', `/sessions/ses_${id}`, { as: siege.b.admin.token })).status).toBe(
    404,
  )
  expect((await siege.ask(admin, 'DELETE', `/sessions/${id}`)).status).toBe(200)
  expect([await inside('acme'), await inside('beta')]).toEqual([401, 200])
})

it('SES-03 AUTH-18 whoever is blocked gets in with nothing that they have', async () => {
  const who = await person(siege, 'barred@acme.test', { role: 'viewer' })
  const token = await tokenOf(siege, who, [{ role: 'viewer', scope: 'organization' }])
  const device = await deviceSession(siege, who)
  const inside = async (as: string): Promise<number> =>
    (await siege.at('acme', 'GET', '/projects', { as })).status
  for (const as of [who.token, token, device]) expect(await inside(as)).toBe(200)
  await siege.ask(siege.a.admin, 'POST', `/users/${who.id}/block`, {})
  for (const as of [who.token, device]) expect(await inside(as)).toBe(401)
  expect(await inside(token)).toBe(403)
  expect((await siege.signIn(who.email)).status).toBe(401)
})

it('AUTH-19 whoever is removed and invited again starts with nothing that they had', async () => {
  const who = await person(siege, 'again@acme.test', { role: 'viewer' })
  const token = await tokenOf(siege, who, [{ role: 'viewer', scope: 'organization' }])
  const device = await deviceSession(siege, who)
  expect((await siege.ask(siege.a.admin, 'DELETE', `/users/${who.id}`)).status).toBe(200)
  const back = await siege.ask(siege.a.admin, 'POST', '/users', { email: who.email, role: 'viewer' })
  expect(back.status).toBe(201)
  for (const as of [who.token, token, device])
    expect((await siege.at('acme', 'GET', '/projects', { as })).status).toBe(401)
})

it('SES-15 ending all others leaves none, however many refresh at that moment', async () => {
  const who = await person(siege, 'everywhere@acme.test', { role: 'viewer' })
  const sessions = [who.token]
  for (let more = 0; more < 3; more++) sessions.push((await siege.signIn(who.email)).body.token)
  const signIns = Array.from({ length: 3 }, () => siege.signIn(who.email))
  const ended = siege.send('POST', '/v1/account/sessions/revoke-others', { as: who.token, body: {} })
  const late = (await Promise.all(signIns)).map(({ body }) => body.token)
  expect((await ended).status).toBe(200)
  const alive = async (as: string): Promise<boolean> =>
    (await siege.send('GET', '/v1/account', { as })).status === 200
  expect(await alive(who.token)).toBe(true)
  for (const token of sessions.slice(1)) expect(await alive(token)).toBe(false)
  // Whatever is listed is alive, and nothing else is: a sign-in is wholly before or wholly after.
  const listed = (await siege.send('GET', '/v1/account/sessions', { as: who.token })).body.items.length
  const living = (await Promise.all(late.map(alive))).filter(Boolean).length
  expect(listed).toBe(1 + living)
})

it('SES-15 whoever sees or ends sessions sees and ends no other account’s', async () => {
  const [mine, other] = [siege.a.second, siege.b.second]
  const own = async (as: string) => (await siege.send('GET', '/v1/account/sessions', { as })).body.items
  const [theirs] = await own(other.token)
  expect((await own(mine.token)).map(({ id }) => id)).not.toContain(theirs!.id)
  for (const path of ['/v1/account/sessions/', '/v1/organizations/acme/sessions/'])
    expect((await siege.send('DELETE', `${path}${theirs!.id}`, { as: mine.token })).status).toBe(404)
  expect((await own(other.token)).map(({ id }) => id)).toContain(theirs!.id)
})

it('SES-03 losing a role takes its power from the session at once', async () => {
  const who = await person(siege, 'demoted@acme.test', { role: 'admin' })
  const list = (): Promise<Answer> => siege.ask(who, 'GET', '/users')
  expect((await list()).status).toBe(200)
  await siege.ask(siege.a.admin, 'PUT', `/users/${who.id}/role`, { role: 'viewer' })
  expect((await list()).status).toBe(403)
})

it('SES-05 a session ends when it is idle, and however often it is used', async () => {
  const begin = async (): Promise<{ as: string }> => ({
    as: (await siege.signIn(siege.a.viewer.email)).body.token,
  })
  const alive = async (as: { as: string }): Promise<boolean> =>
    (await siege.send('GET', '/v1/account', as)).status === 200
  const idle = await begin()
  siege.later(11 * HOUR)
  expect(await alive(idle)).toBe(true)
  siege.later(12 * HOUR + 1000)
  expect(await alive(idle)).toBe(false)
  const busy = await begin()
  let hours = 0
  for (; hours < 1000 && (await alive(busy)); hours += 11) siege.later(11 * HOUR)
  expect([hours > 29 * 24, hours <= 30 * 24 + 11]).toEqual([true, true])
})

it('SES-07 the cookie is the browser’s alone, and under HTTPS this host’s alone', async () => {
  const body = { email: siege.a.viewer.email, password: PASSWORD }
  const plain = (await siege.send('POST', '/v1/sign-in', { body })).headers.get('set-cookie')!
  expect(plain).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  await using secure = await Siege.lay({ config: { publicUrl: 'https://access.test' } })
  const answer = await secure.send('POST', '/v1/sign-in', { body })
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-compartment=cps_[\w-]{43}; Expires=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  )
  expect([answer.body.token, answer.headers.get('strict-transport-security')]).toEqual([
    undefined,
    'max-age=31536000',
  ])
  // A sibling site can set any name but this one.
  const tossed = { headers: { cookie: `compartment=${secure.a.viewer.token}` } }
  expect((await secure.send('GET', '/v1/account', tossed)).status).toBe(401)
})

it('SES-08 a cookie that a neighbouring site has set neither signs in nor out, nor changes what a request may do', async () => {
  await using secure = await Siege.lay({ config: { publicUrl: 'https://access.test' } })
  const { viewer, admin } = secure.a
  const own = `__Host-compartment=${viewer.token}`
  const origin = { origin: 'https://access.test' }
  const open = (headers: Record<string, string>): Promise<Answer> =>
    secure.send('GET', '/v1/account', { headers })
  // What a neighbour can set has no prefix, or a longer path; with the prefix browsers refuse it.
  for (const tossed of [
    `compartment=${admin.token}`,
    `Compartment=${admin.token}`,
    `host-compartment=${admin.token}`,
  ]) {
    expect((await open({ cookie: tossed })).status).toBe(401)
    for (const cookie of [`${tossed}; ${own}`, `${own}; ${tossed}`])
      expect((await open({ cookie })).body.email).toBe(viewer.email)
  }
  // Signing in beside one plants nothing.
  const body = { email: viewer.email, password: PASSWORD }
  const headers = { cookie: `compartment=${admin.token}`, ...origin }
  const answer = await secure.send('POST', '/v1/sign-in', { body, headers })
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-compartment=cps_/)
  expect((await secure.send('GET', '/v1/account', { as: admin.token })).status).toBe(200)
})

it('SES-09 of two session cookies none counts, and a bad header is not made good by a cookie', async () => {
  const token = async ({ email }: { email: string }): Promise<string> =>
    (await siege.signIn(email)).body.token
  const [mine, other] = [await token(siege.a.second), await token(siege.b.second)]
  expect((await account(cookie(mine))).status).toBe(200)
  for (const pair of [
    [mine, other],
    [other, mine],
    [mine, mine],
    [mine, ''],
  ])
    expect((await account(cookie(...pair))).status).toBe(401)
  for (const authorization of ['Bearer cps_nothing-of-the-kind-at-all', 'Basic YTpi', 'Bearer', ''])
    expect((await account({ ...cookie(mine), authorization })).status, authorization).toBe(401)
})

it('SES-11 who else is named beside the session changes nothing', async () => {
  const viewer = (await siege.signIn(siege.a.viewer.email)).body
  const { id } = siege.a.admin
  const headers = {
    'x-user': id,
    'x-user-id': id,
    'x-organization': 'beta',
    'compartment-organization': 'beta',
  }
  const { body } = await siege.send('GET', '/v1/account', { as: viewer.token, headers })
  expect([body.id, body.organizations.map(({ name }) => name)]).toEqual([viewer.user.id, ['acme']])
  expect((await siege.send('GET', `/v1/account?user=${id}`, { as: viewer.token })).status).toBe(400)
})

it('SES-12 SES-13 whatever stands in the store opens nothing', async () => {
  const { store } = siege.server.deps
  const secrets = [siege.a.viewer.token, siege.program, siege.a.invited.token, PASSWORD]
  const values: string[] = []
  for (const table of [
    'accounts',
    'sessions',
    'tokens',
    'invitation_links',
    'one_time_links',
    'idempotency_keys',
  ])
    for (const row of await store.rows(store.build.from.selectFrom(table as 'sessions').selectAll()))
      for (const value of Object.values(row)) if (typeof value === 'string') values.push(value)
  expect(values.length).toBeGreaterThan(200)
  for (const secret of secrets) expect(values.some((value) => value.includes(secret.slice(4)))).toBe(false)
  const stolen = [...new Set(values)].filter((value) => /^[\x21-\x7e]{20,}$/.test(value))
  for (const value of stolen) {
    for (const token of [value, `cps_${value}`, `cpt_${value}`]) {
      const { status } = await account({ authorization: `Bearer ${token}` })
      expect(status, value).toBe(401)
    }
  }
  for (const value of stolen.slice(0, 60))
    for (const token of [value, `cpl_${value}`])
      expect((await siege.accept(token.slice(0, 200))).status).toBe(400)
})

it('SES-12 of a password that is sent with a link not even a hash is kept for a repeated request', async () => {
  // A new one: in the other much time has passed.
  await using fresh = await Siege.lay()
  const { store } = fresh.server.deps
  // Somebody with an account, whose address nothing proves for this customer.
  const { email, id } = await person(fresh, 'keeps@beta.test', {}, 'beta', fresh.b.admin.token)
  await fresh.at('beta', 'DELETE', `/users/${id}`, { as: fresh.b.admin.token })
  await store.write([
    store.build.update('accounts', { email }, { email_verified_by: 'activation:cus_other' }),
  ])
  const kept = async (): Promise<number> =>
    (await store.rows(store.build.from.selectFrom('idempotency_keys').select('key'))).length
  const before = await kept()
  const headers = { 'idempotency-key': 'once' }
  const { body } = await fresh.ask(fresh.a.admin, 'POST', '/users', { email })
  const link = tokenIn(body.invitation!.activation_url)
  expect((await fresh.accept(link, {}, { headers })).status).toBe(200)
  expect(await kept()).toBe(before)
  const named = { as: fresh.program, body: { name: 'Once' }, headers }
  expect((await fresh.at('acme', 'POST', '/groups', named)).status).toBe(201)
  expect(await kept()).toBe(before + 1)
})
