/** WEB, OPS-10: what a browser may be made to do, and what it is shown. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shapeOf } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

it('WEB-01 WEB-02 what a browser sends from another site changes nothing and signs nobody in', async () => {
  const { token, email } = siege.a.admin
  const headers = { cookie: `compartment=${token}` }
  const body = { name: 'Cross-site' }
  const { url } = siege.server
  const foreign = [
    {},
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: `${url}.evil.test` },
    { origin: url.replace('http:', 'https:') },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { referer: `${url}/` },
  ] as Record<string, string>[]
  for (const more of foreign) {
    const sent = { body, headers: { ...headers, ...more } }
    expect((await siege.at('acme', 'POST', '/groups', sent)).status, JSON.stringify(more)).toBe(403)
  }
  const signIn = { body: { email, password: 'x' }, headers: { origin: 'https://evil.test' } }
  expect((await siege.send('POST', '/v1/sign-in', signIn)).status).toBe(403)
  const own = { body, headers: { ...headers, origin: url } }
  expect((await siege.at('acme', 'POST', '/groups', own)).status).toBe(201)
})

it('WEB-03 no other site may read an answer', async () => {
  for (const origin of ['https://evil.test', 'null', siege.server.url, `${siege.server.url}.evil.test`]) {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin, 'access-control-request-method': 'POST' }
      const answer = await siege.send(method, '/v1/account', { as: siege.a.admin.token, headers })
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  }
})

it('WEB-06 WEB-07 pages run nothing but their own script, and nobody frames them', async () => {
  for (const path of [
    '/',
    '/activate?token=<script>alert(1)</script>',
    '/setup?token="onload=1',
    '/demo',
    '/docs/errors',
    '/sign-in?to=javascript:alert(1)',
    '/device?code=<img/src/onload=1>',
    '/accept',
    '/orgs/acme',
  ]) {
    const { headers, text } = await siege.send('GET', path)
    const policy = headers.get('content-security-policy')!
    expect(policy).not.toMatch(/unsafe-|\*|https?:/)
    const parts = ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]
    for (const part of parts) expect(policy).toContain(part)
    expect(text).not.toMatch(/alert\(1\)|onload=1/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const again = await siege.send('GET', path)
    expect(again.headers.get('content-security-policy')).not.toBe(policy)
  }
})

it('WEB-10 nothing is kept by the browser, and signing out clears what was', async () => {
  const { token } = (await siege.signIn(siege.a.viewer.email)).body
  const sent = { as: token, body: {} }
  const { headers } = await siege.send('POST', '/v1/sign-out', sent)
  expect(headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(headers.get('set-cookie')).toMatch(/^compartment=; Max-Age=0;/)
  expect(headers.get('cache-control')).toBe('no-store')
})

it('WEB-11 OPS-10 nothing of the inside is on the public port', async () => {
  const inside = [
    '/metrics',
    '/.env',
    '/.git/HEAD',
    '/debug',
    '/server-status',
    '/src/server.ts',
    '/package.json',
  ]
  const known = shapeOf(await siege.send('GET', '/no-such-address'))
  for (const path of inside) expect(shapeOf(await siege.send('GET', path)), path).toBe(known)
  expect((await siege.send('GET', '/healthz')).headers.has('server')).toBe(false)
  expect((await fetch(siege.server.metricsUrl)).status).toBe(200)
  const { body } = await siege.at('acme', 'POST', '/groups', { as: siege.a.admin.token, raw: '{' })
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts|at \w+ \(/)
})
