/** Single sign-on over HTTP with a real OpenID provider: the cookie that keeps it to one browser, and the session that comes of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import type { AccountAccess } from '../../src/contract/shapes/account-access.ts'
import { createLog } from '../../src/http/log.ts'
import { startServer } from '../../src/server.ts'
import { HonestProvider } from '../support/honest-provider.ts'
import { configOf, firstAdmin } from './house.ts'

const SAM = { email: 'sam@acme.example', email_verified: true, groups: ['Ops', 'All'] }

let url: string
let close: () => Promise<void>
let provider: HonestProvider
let admin: ReturnType<typeof createClient>
beforeAll(async () => {
  const config = { ...configOf({ memory: true }), sso: { privateAddresses: false, domains: [] } }
  const server = await startServer(config, { log: createLog('silent'), linger: 0 })
  ;({ url, close } = server)
  admin = createClient({ url, token: await firstAdmin(url, server.setupLink) })
  provider = await HonestProvider.open(`${url}/sign-in/callback`)
  provider.people.set('sam', SAM)
  await admin.addOidcProvider({
    organization: 'acme',
    body: {
      key: 'acme-id',
      display_name: 'Acme ID',
      issuer: provider.issuer,
      client_id: 'compartment',
      client_secret: provider.clientSecret,
      scopes: ['email', 'profile', 'groups'],
    },
  })
  await admin.inviteUser({ organization: 'acme', body: { email: 'sam@acme.example', role: 'viewer' } })
})
afterAll(async () => {
  await provider?.[Symbol.asyncDispose]()
  await close?.()
})

const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  })

/** Follows the provider's redirects as a browser would, signing in there on the way. @returns the query it comes back with */
async function throughProvider(start: string, who: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = start
  let form: string | undefined
  for (let hops = 0; hops < 12; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie, ...(form !== undefined && type) },
      ...(form !== undefined && { method: 'POST', body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const to = answer.headers.get('location')
    form = to === null ? `login=${who}` : undefined
    if (to !== null) at = new URL(to, at).href
    if (at.startsWith(`${url}/sign-in/callback`)) return new URL(at).search
  }
  throw new Error('the provider never came back')
}

const START = { organization: 'acme', provider: 'acme-id' }

/** The whole way. @returns the cookie of the session */
async function signsIn(who: string): Promise<string> {
  const begun = await post('/v1/sign-in/sso', START)
  const [flow = ''] = begun.headers.getSetCookie()[0]!.split(';')
  const response = await throughProvider(((await begun.json()) as { url: string }).url, who)
  const done = await post('/v1/sign-in/sso/callback', { response }, { cookie: flow })
  expect(done.status).toBe(200)
  return done.headers.getSetCookie()[0]!.split(';')[0]!
}

/** What the page of one's own access says that came with the session. */
async function claimsIn(cookie: string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/account/access`, { headers: { cookie } })
  const { claims, identity, tiles } = (await answer.json()) as AccountAccess
  const said = Object.fromEntries(tiles.map(({ name, says }) => [name, says]))
  return { groups: claims.groups, username: identity.username, ...said }
}

describe('single sign-on over HTTP', () => {
  it('keeps the flow in a cookie that no script and no other site sees', async () => {
    const answer = await post('/v1/sign-in/sso', START)
    expect(answer.status).toBe(200)
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^compartment-sso=cpf_[\w-]{43}; Expires=.*; Path=\/; HttpOnly; SameSite=Strict$/)
    const asked = new URL(((await answer.json()) as { url: string }).url).searchParams
    expect([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('scope')]).toEqual([
      'code',
      'S256',
      'openid email profile groups',
    ])
    expect(asked.get('redirect_uri')).toBe(`${url}/sign-in/callback`)
  })

  it('ends in a session that says how it began, and accepts the invitation', async () => {
    const begun = await post('/v1/sign-in/sso', { ...START, to: '/account/sessions' })
    const [flow = ''] = begun.headers.getSetCookie()[0]!.split(';')
    const response = await throughProvider(((await begun.json()) as { url: string }).url, 'sam')
    const stolen = await post('/v1/sign-in/sso/callback', { response })
    expect(stolen.status).toBe(400)
    const foreign = await post(
      '/v1/sign-in/sso/callback',
      { response },
      { cookie: flow, origin: 'https://evil.test' },
    )
    expect(foreign.status).toBe(403)
    const done = await post('/v1/sign-in/sso/callback', { response }, { cookie: flow })
    expect(done.status).toBe(200)
    expect(await done.json()).toMatchObject({ organization: 'acme', to: '/account/sessions' })
    const [session = ''] = done.headers.getSetCookie()[0]!.split(';')
    expect(session).toMatch(/^compartment=cps_/)
    const me = await fetch(`${url}/v1/account`, { headers: { cookie: session } })
    expect(await me.json()).toMatchObject({ email: 'sam@acme.example', method: 'sso' })
    const user = await admin.showUser({ organization: 'acme', user: 'sam@acme.example' })
    expect(user).toMatchObject({ status: 'active', roles: [{ name: 'viewer' }] })
    const again = await post('/v1/sign-in/sso/callback', { response }, { cookie: flow })
    expect(again.status).toBe(400)
  })

  it('brings claims at sign-in alone: the old session shows the old ones, signing out and in once the new ones (A50)', async () => {
    const old = { groups: ['Ops', 'All'], username: 'sam', provider: 'Acme ID', group_sync: '2 group claims' }
    provider.people.set('sam', { ...SAM, preferred_username: 'sam' })
    const session = await signsIn('sam')
    expect(await claimsIn(session)).toMatchObject(old)
    provider.people.set('sam', { ...SAM, preferred_username: 'samuel', groups: ['All'] })
    expect(await claimsIn(session)).toMatchObject(old)
    const out = await post('/v1/sign-out', {}, { cookie: session })
    expect(out.ok).toBe(true)
    expect((await fetch(`${url}/v1/account/access`, { headers: { cookie: session } })).status).toBe(401)
    expect(await claimsIn(await signsIn('sam'))).toMatchObject({
      groups: ['All'],
      username: 'samuel',
      login_method: 'SSO browser session',
      group_sync: '1 group claim',
    })
  })

  it('is refused to a provider that the person does not sign in at', async () => {
    const begun = await post('/v1/sign-in/sso', START)
    const [flow = ''] = begun.headers.getSetCookie()[0]!.split(';')
    const state = new URL(((await begun.json()) as { url: string }).url).searchParams.get('state')
    const query = `?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`
    const refused = await post('/v1/sign-in/sso/callback', { response: query }, { cookie: flow })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      code: 'SIGN_IN_NOT_COMPLETED',
      detail: 'the sign-in was not completed: Acme ID: it refused (access_denied)',
    })
  })
})
