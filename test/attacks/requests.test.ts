/** INJ: requests that hold what nobody should send. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)
const raw = (text: string, headers: Record<string, string> = {}): Promise<Answer> =>
  siege.at('acme', 'POST', '/groups', { as: siege.a.admin.token, raw: text, headers })

/** Items of an answer that was not refused. */
const shown = ({ status, body }: Answer) => (status === 200 ? body.items : [])

it('INJ-01 text that is SQL is text, in every place that takes text', async () => {
  const evil = [
    "' OR '1'='1",
    "'; DROP TABLE accounts;--",
    '%',
    '_',
    '\\',
    '" OR ""="',
    '1) UNION SELECT 1--',
  ]
  for (const text of evil) {
    const word = encodeURIComponent(text)
    for (const place of ['q', 'sort', 'cursor', 'type', 'actor'])
      expect(shown(await admin('GET', `/audit/events?${place}=${word}`)), place).toEqual([])
    for (const path of [`/users/${word}`, `/roles/${word}`, `/groups/${word}`, `/projects/${word}`])
      expect((await admin('GET', path)).status, path).toBe(404)
    expect((await siege.signIn(`${text}@acme.test`)).status).toBe(401)
  }
  expect((await admin('GET', '/audit/events?q=create')).body.items.length).toBeGreaterThan(0)
})

it('INJ-04 JSON with two meanings, or none, is refused, and the server lives', async () => {
  const odd = [
    '{"name":"a","name":"b"}',
    '{"__proto__":{"name":"a"}}',
    '{"name":"a","constructor":{"prototype":{"x":1}}}',
    '{"\\u005f_proto__":1,"name":"a"}',
    '{"name":"\\ud800"}',
    '{"name":"a\\u0000"}',
    '{"name":1e400}',
    '[]',
    'null',
    '"a"',
    '\uFEFF{"name":"a"}',
    `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    '{"name":"a"}}',
  ]
  for (const text of odd) expect((await raw(text)).status, text.slice(0, 40)).toBe(400)
  expect((await raw(`{"name":"${'x'.repeat(1024 * 1024)}"}`)).status).toBe(413)
  expect(({} as { x?: number }).x).toBeUndefined()
  expect((await raw('{"name":"Plain"}')).status).toBe(201)
})

it('INJ-06 no request makes a second line of a log, or hides in one', async () => {
  const lines: string[] = []
  await using noisy = await Siege.lay({ log: (line) => lines.push(line) })
  const evil = 'a\n{"level":60}\r\n\u001b[31m'
  await noisy.signIn(`${evil}@acme.test`, 'pass-phrase-to-hide')
  await noisy.at('acme', 'POST', '/groups', { as: noisy.a.admin.token, body: { name: evil } })
  const headers = { 'user-agent': 'evil\u00a0{"level":60}', 'x-request-id': 'req_mine' }
  await noisy.at('acme', 'GET', `/users/${encodeURIComponent(evil)}`, { as: noisy.a.admin.token, headers })
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) {
    expect(() => JSON.parse(line) as unknown).not.toThrow()
    expect(line.trimEnd()).not.toMatch(/\p{Cc}/u)
  }
  const all = lines.join('')
  for (const secret of [
    'pass-phrase-to-hide',
    noisy.a.admin.token,
    noisy.a.invited.token,
    noisy.program,
    'req_mine',
  ])
    expect(all).not.toContain(secret)
})

it('INJ-08 an id of the wrong kind, too long, or with a path in it names nothing', async () => {
  const { id } = siege.a.viewer
  const wrong = [
    id.replace('usr', 'rol'),
    id.toUpperCase(),
    '..%2f..%2fbeta',
    '%2e%2e',
    'x'.repeat(300),
    `${id}%20x`,
  ]
  for (const one of wrong) expect((await admin('GET', `/users/${one}`)).status, one).toBe(404)
  expect((await admin('GET', `/users/${'x'.repeat(900)}`)).status).toBe(400)
  expect((await admin('GET', `/users/${'x'.repeat(9000)}`)).status).toBe(404)
  expect((await admin('GET', `/users/${id}`)).status).toBe(200)
})

it('INJ-09 only JSON in UTF-8 is read, and never packed', async () => {
  const name = (at: number): string => JSON.stringify({ name: `Typed ${at}` })
  const types = [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    'text/json',
    '*/*',
  ]
  for (const type of types) expect((await raw(name(0), { 'content-type': type })).status, type).toBe(415)
  for (const packed of ['gzip', 'br', 'deflate', 'x'])
    expect((await raw(name(0), { 'content-encoding': packed })).status).toBe(415)
  expect((await raw(name(1), { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201)
})

it('INJ-10 a time that no answer could write is refused, and leaves no list that cannot be read', async () => {
  const { admin: ada, lead, viewer } = siege.a
  const odd = ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59', '9999-12-31T23:59:60Z', 'x']
  const user = siege.a.nobody.email
  for (const at of odd) {
    for (const [who, role] of [
      [ada, 'viewer'],
      [lead, 'Lead'],
    ] as const) {
      const body = { role, user, scope: 'billing', expires_at: at }
      expect((await siege.ask(who, 'POST', '/assignments', body)).status, at).toBe(400)
      expect(
        (await siege.ask(who, 'POST', '/assignments', { ...body, expires_at: undefined, not_before: at }))
          .status,
      ).toBe(400)
    }
    const asked = { principal: viewer.email, permission: 'project.read', scope: 'billing' }
    for (const path of ['check', 'explain'])
      expect((await admin('POST', `/access/${path}`, { ...asked, at })).status).toBe(400)
    expect((await admin('POST', '/access/history', { ...asked, since: at })).status).toBe(400)
    expect((await admin('GET', `/audit/events?since=${encodeURIComponent(at)}`)).status).toBe(400)
  }
  const last = { role: 'Lead', user, scope: 'billing', expires_at: '9999-12-31T23:59:59Z' }
  expect((await admin('POST', '/assignments', last)).status).toBe(201)
  expect((await admin('GET', '/assignments?limit=500')).status).toBe(200)
})
