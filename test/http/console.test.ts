/** How the console is served: which addresses are pages, what they may run, what is cached, and what stays the API's. */
import { get, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE_PAGES } from '../../src/contract/console-pages.ts'
import { madeUpConsole, SCRIPT } from '../support/made-up-console.ts'
import { type Door, openDoor } from './door-stub.ts'

const PAGES = Object.values(CONSOLE_PAGES).map(({ path }) => path.replaceAll(/\{\w+\}/g, 'acme'))
const AS_BROWSER = { anonymous: true, headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

let door: Door
beforeAll(async () => {
  // No use case is scripted: a page that used one would fail.
  door = await openDoor({}, { console: madeUpConsole })
})
afterAll(async () => {
  await door[Symbol.asyncDispose]()
})

function nonceIn(policy: string | null): string {
  return /'nonce-([\w-]{22,})'/.exec(policy ?? '')?.[1] ?? ''
}

describe('a page', () => {
  it.each(PAGES)('%s is the console, kept nowhere, framed by nobody', async (path) => {
    const answer = await door.ask(path, AS_BROWSER)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = answer.headers.get('content-security-policy')!
    expect(policy.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "object-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonceIn(policy)}'`,
    ])
  })

  it('has a nonce of its own in every answer, and the same one in its policy', async () => {
    const nonces = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const answer = await door.ask('/', AS_BROWSER)
      const nonce = nonceIn(answer.headers.get('content-security-policy'))
      expect(nonce).not.toBe('')
      const text = await answer.text()
      expect(text.match(/nonce="([^"]*)"/g)).toEqual([`nonce="${nonce}"`, `nonce="${nonce}"`])
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(5)
  })

  it.each(['GET', 'HEAD'])('opened by %s uses no link up, repeats none, and logs none', async (method) => {
    for (const path of ['/setup', '/activate', '/accept', '/reset', '/demo']) {
      const answer = await door.ask(`${path}?token=cpl_secret`, { ...AS_BROWSER, method })
      expect(answer.status).toBe(200)
      expect(await answer.text()).not.toContain('cpl_secret')
    }
    expect(JSON.stringify(door.lines())).not.toContain('cpl_secret')
  })

  it.each([
    ['', '<html lang="en">'],
    ['compartment-scheme=dark', '<html lang="en" data-mantine-color-scheme="dark">'],
    ['compartment-scheme=light; x=y', '<html lang="en" data-mantine-color-scheme="light">'],
    ['compartment-scheme="><script>', '<html lang="en">'],
    ['compartment=anything', '<html lang="en" data-compartment-session>'],
    ['xcompartment=anything', '<html lang="en">'],
  ])('sent with the cookies %j begins %s', async (cookie, start) => {
    const answer = await door.ask('/', { ...AS_BROWSER, headers: { ...AS_BROWSER.headers, cookie } })
    expect(await answer.text()).toContain(start)
  })
})

describe('an address that is no page', () => {
  it.each(['/no/such/page', '/orgs', '/orgs/acme/nothing', '/sign-in/', '/.git/HEAD', '/index.html'])(
    '%s gets a browser the console’s own "not found"',
    async (path) => {
      const answer = await door.ask(path, AS_BROWSER)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    },
  )

  it.each([
    '/v1/nothing',
    '/v1',
    '/access/v1/nothing',
    '/ofrep/v1/nothing',
    '/scim/v2/acme',
    '/.well-known/nothing',
    '/assets/nothing.js',
    '/assets/..%2findex.html',
    '/assets/',
  ])('%s stays the API’s, whoever asks', async (path) => {
    const answer = await door.ask(path, AS_BROWSER)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })

  it('leads nowhere outside the assets, however it is written', async () => {
    for (const path of [
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
      '/assets//../../package.json',
    ]) {
      const { status, body } = await raw(door.url, '', path)
      expect([status, body.includes('"dependencies"')], path).toEqual([404, false])
    }
  })

  it('gets a program a problem document, and another method too', async () => {
    for (const asked of [{ anonymous: true }, { ...AS_BROWSER, method: 'POST' }]) {
      const answer = await door.ask('/no/such/page', asked)
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    }
  })

  it('is nothing at all where there is no console', async () => {
    await using bare = await openDoor()
    for (const path of ['/', '/sign-in', SCRIPT]) expect((await bare.ask(path, AS_BROWSER)).status).toBe(404)
  })
})

describe('an asset', () => {
  it.each([
    ['br, gzip', 'br', 'br'],
    ['gzip, deflate', 'gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip', 'gzip'],
    ['br;q=0, gzip;q=0.0', null, 'plain()'],
    ['brotli', null, 'plain()'],
    ['', null, 'plain()'],
  ])('asked for with %j comes as %s, for ever', async (encodings, encoding, content) => {
    const { status, headers, body } = await raw(`${door.url}${SCRIPT}`, encodings)
    expect([status, headers['content-encoding'] ?? null, body]).toEqual([200, encoding, content])
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['vary']).toBe('accept-encoding')
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('that is compressed already comes as it is', async () => {
    const { headers } = await raw(`${door.url}/assets/face-1234.woff2`, 'br, gzip')
    expect([headers['content-encoding'], headers['content-type']]).toEqual([undefined, 'font/woff2'])
  })
})

type Raw = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

/** Without anything that would unpack the answer. */
async function raw(url: string, encodings: string, path = new URL(url).pathname): Promise<Raw> {
  const { promise, resolve, reject } = Promise.withResolvers<Raw>()
  const request = get(url, { path, headers: { 'accept-encoding': encodings } }, (response) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => (body += chunk))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
  })
  request.on('error', reject)
  return promise
}
