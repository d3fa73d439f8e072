/** Credentials, cookies and origins. */
import { describe, expect, it } from 'vitest'
import type { Call, Result } from '../../src/operations/call.ts'
import { type Asked, openDoor, PUBLIC_URL, TOKEN } from './door-stub.ts'

const OTHER = 'cps_ffffffffffffffffffffffffffffffff'
const OWN = { origin: PUBLIC_URL }
const SESSION = { token: OTHER, expiresAt: Date.UTC(2026, 1, 1) }
const signedIn = { user: { id: 'usr_1', email: 'a@a.example' }, expires_at: '2026-02-01T00:00:00Z' }
const SIGN_IN = { email: 'a@a.example', password: 'correct horse battery' }

async function door(publicUrl = PUBLIC_URL) {
  const calls: Call[] = []
  const answering = async <T>(answer: T, call: Call): Promise<{ answer: T }> => {
    calls.push(call)
    return { answer }
  }
  const opened = await openDoor(
    {
      listOrganizations: (_input, call) => answering({ items: [] }, call),
      signOut: async (_input, call) => ({ ...(await answering({}, call)), endsSession: true }),
      signIn: async (_input, call): Promise<Result<'signIn'>> => ({
        ...(await answering({ ...signedIn, token: 'leak' }, call)),
        session: SESSION,
      }),
      activate: async (_input, call): Promise<Result<'activate'>> => ({
        ...(await answering(signedIn, call)),
        session: SESSION,
      }),
    },
    { publicUrl },
  )
  const status = async (path: string, asked: Asked): Promise<number> =>
    (await opened.ask(path, { anonymous: true, ...asked })).status
  return { ...opened, calls, status }
}

describe('one credential counts', () => {
  it.each([
    ['a session’s token', { authorization: `Bearer ${TOKEN}` }, 200],
    ['the same, spelt otherwise', { authorization: `bearer  ${TOKEN}` }, 200],
    ['an unknown token', { authorization: `Bearer ${OTHER}` }, 401],
    ['basic', { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` }, 401],
    ['a token without a scheme', { authorization: TOKEN }, 401],
    ['a cookie', { cookie: `compartment=${TOKEN}` }, 200],
    ['a cookie among others', { cookie: `a=b; compartment=${TOKEN}; c="d; e"` }, 200],
    ['a bad header beside a good cookie', { authorization: 'Bearer x', cookie: `compartment=${TOKEN}` }, 401],
    [
      'another’s token beside a good cookie',
      { authorization: `Bearer ${OTHER}`, cookie: `compartment=${TOKEN}` },
      401,
    ],
    [
      'a good token beside a bad cookie',
      { authorization: `Bearer ${TOKEN}`, cookie: 'compartment=x; compartment=y' },
      200,
    ],
    ['two cookies, the good one first', { cookie: `compartment=${TOKEN}; compartment=${OTHER}` }, 401],
    ['two cookies, the good one last', { cookie: `compartment=${OTHER}; compartment=${TOKEN}` }, 401],
    ['a program’s token in a cookie', { cookie: `compartment=${TOKEN.replace('cps', 'cpt')}` }, 401],
    ['a cookie by a longer name', { cookie: `xcompartment=${TOKEN}` }, 401],
    ['the name of safe connections', { cookie: `__Host-compartment=${TOKEN}` }, 401],
    ['an empty cookie', { cookie: 'compartment=' }, 401],
  ])('%s', async (_what, headers, expected) => {
    await using opened = await door()
    expect(await opened.status('/v1/account/organizations', { headers })).toBe(expected)
  })

  it('on a safe connection, only the cookie that siblings cannot set', async () => {
    await using opened = await door('https://access.example.com')
    const cookies = [`__Host-compartment=${TOKEN}`, `compartment=${TOKEN}`]
    const statuses = await Promise.all(
      cookies.map((cookie) => opened.status('/v1/account/organizations', { headers: { cookie } })),
    )
    expect(statuses).toEqual([200, 401])
  })
})

describe('a fault while looking a token up', () => {
  it.each([
    ['an error', new Error('down')],
    ['nothing', undefined],
  ])('lets nobody in: %s', async (_what, thrown) => {
    const reached: unknown[] = []
    const listOrganizations = async () => {
      reached.push(1)
      return { answer: { items: [] } }
    }
    for (const authenticate of [
      () => Promise.reject(thrown),
      () => {
        throw thrown as Error
      },
    ]) {
      await using opened = await openDoor({ listOrganizations }, { authenticate })
      expect((await opened.ask('/v1/account/organizations')).status).toBe(500)
      expect((await opened.ask('/v1/organizations/acme/access/check', { body: {} })).status).toBe(500)
    }
    expect(reached).toEqual([])
  })
})

describe('the session cookie', () => {
  it('is set for browsers, and its token stands nowhere else', async () => {
    await using opened = await door('https://access.example.com')
    const answer = await opened.ask('/v1/sign-in', { anonymous: true, body: SIGN_IN })
    expect(answer.headers.get('set-cookie')).toBe(
      `__Host-compartment=${OTHER}; Expires=Sun, 01 Feb 2026 00:00:00 GMT; Path=/; HttpOnly; SameSite=Lax; Secure`,
    )
    expect(await answer.json()).toEqual(signedIn)
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  it('is not set for programs: they get the token', async () => {
    await using opened = await door()
    const answer = await opened.ask('/v1/sign-in', {
      anonymous: true,
      body: { ...SIGN_IN, answer_as: 'token' },
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toEqual({ ...signedIn, token: OTHER })
  })

  it('is taken back when the session ends', async () => {
    await using opened = await door()
    const answer = await opened.ask('/v1/sign-out', { body: {} })
    expect(answer.headers.get('set-cookie')).toBe('compartment=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax')
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
  })
})

describe('a request from another site', () => {
  const cookie = `compartment=${TOKEN}`
  it.each([
    ['our page', { cookie, ...OWN }, 200],
    ['our page under this machine’s other name', { cookie, origin: 'http://localhost:4100' }, 200],
    ['our page, in a browser that leaves Origin out', { cookie, 'sec-fetch-site': 'same-origin' }, 200],
    ['nobody knows where', { cookie }, 403],
    ['another site', { cookie, origin: 'https://evil.example' }, 403],
    ['another port', { cookie, origin: 'http://127.0.0.1:4101' }, 403],
    ['our name at the front of another', { cookie, origin: `${PUBLIC_URL}.evil.example` }, 403],
    ['a sandbox', { cookie, origin: 'null' }, 403],
    ['a sibling site', { cookie, 'sec-fetch-site': 'same-site' }, 403],
    ['a program, with a token', { authorization: `Bearer ${TOKEN}` }, 200],
    [
      'another site with a token of its own',
      { authorization: `Bearer ${TOKEN}`, cookie, origin: 'https://evil.example' },
      200,
    ],
  ])('changes state from %s', async (_where, headers, expected) => {
    await using opened = await door()
    expect(await opened.status('/v1/sign-out', { body: {}, headers })).toBe(expected)
    expect(opened.calls).toHaveLength(expected === 200 ? 1 : 0)
  })

  it('cannot sign anyone in, even without a cookie', async () => {
    await using opened = await door()
    expect(
      await opened.status('/v1/sign-in', { body: SIGN_IN, headers: { origin: 'https://evil.example' } }),
    ).toBe(403)
    expect(await opened.status('/v1/sign-in', { body: SIGN_IN })).toBe(200)
  })

  it('reads nothing: no header allows it', async () => {
    await using opened = await door()
    const answer = await opened.ask('/v1/account/organizations', {
      headers: { origin: 'https://evil.example' },
    })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('a public operation', () => {
  it('knows who is signed in, and takes no offence at a credential that is not good', async () => {
    await using opened = await door()
    const body = { token: 'inv', password: 'x'.repeat(15) }
    expect(await opened.status('/v1/activate', { body })).toBe(200)
    for (const authorization of ['Bearer x', `Bearer ${OTHER}`, `Bearer ${TOKEN}`]) {
      expect(await opened.status('/v1/activate', { body, headers: { authorization } })).toBe(200)
    }
    expect(opened.calls.map(({ caller }) => caller?.account)).toEqual([
      undefined,
      undefined,
      undefined,
      'usr_1',
    ])
  })
})

describe('the address of the caller', () => {
  const forwarded = {
    'x-forwarded-for': '203.0.113.9, 198.51.100.7',
    'x-real-ip': '203.0.113.1',
    'cf-connecting-ip': '203.0.113.2',
  }

  async function addresses(
    trustedProxies: string[],
    headers: Record<string, string>,
  ): Promise<string | undefined> {
    let address: string | undefined
    await using opened = await openDoor(
      {
        listOrganizations: async (_input, call) => {
          address = call.address
          return { answer: { items: [] } }
        },
      },
      { trustedProxies },
    )
    await opened.ask('/v1/account/organizations', { headers })
    return address
  }

  it('is never what the caller says', async () => {
    expect(await addresses([], forwarded)).toBe('127.0.0.1')
  })

  it('is what a trusted proxy says, counted from its end', async () => {
    expect(await addresses(['127.0.0.1'], forwarded)).toBe('198.51.100.7')
    expect(await addresses(['127.0.0.1', '198.51.100.0/24'], forwarded)).toBe('203.0.113.9')
  })

  it('is never free text, even from a trusted proxy', async () => {
    expect(await addresses(['127.0.0.1'], { 'x-forwarded-for': 'a' })).toBe('127.0.0.1')
  })
})

describe('the least revision', () => {
  it('is handed on, and refused when it is none', async () => {
    await using opened = await door()
    await opened.ask('/v1/account/organizations', { headers: { 'compartment-at-least': 'acme@42' } })
    expect(opened.calls[0]?.atLeast).toBe('acme@42')
    for (const header of ['42', 'acme@', 'acme@-1', 'acme@1e3', 'ACME@1', 'acme@42, acme@43']) {
      const answer = await opened.ask('/v1/account/organizations', {
        headers: { 'compartment-at-least': header },
      })
      expect(answer.status).toBe(400)
    }
  })
})
