/** Odd requests: each is refused cleanly, and the server lives on. */
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problem } from '../../src/contract/shapes/answer.ts'
import type { Input } from '../../src/operations/call.ts'
import { type Asked, type Door, openDoor } from './door-stub.ts'

const INVITE = '/v1/organizations/acme/users'
const ROLES = '/v1/organizations/acme/roles'

let door: Door
let seen: Input<'inviteUser'> | undefined
beforeAll(async () => {
  door = await openDoor({
    inviteUser: async (input) => {
      seen = input
      throw new Error('reached')
    },
    listRoles: async () => ({ answer: { items: [], next_cursor: null } }),
  })
})
afterAll(async () => {
  expect((await door.ask('/healthz')).status).toBe(200)
  await door[Symbol.asyncDispose]()
})

async function refusalOf(path: string, asked: Asked) {
  seen = undefined
  const answer = await door.ask(path, { method: 'POST', ...asked })
  expect(seen).toBeUndefined()
  const refused = problem.strict().parse(await answer.json())
  expect(refused.status).toBe(answer.status)
  return refused
}

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('a body', () => {
  it.each([
    ['not JSON', '{"email":'],
    ['a key twice', '{"email":"victim@a.example","email":"attacker@a.example"}'],
    ['a key twice, once escaped', '{"email":"victim@a.example","em\\u0061il":"attacker@a.example"}'],
    [
      'a key twice inside',
      '{"email":"a@a.example","assignments":[{"role":"admin","role":"viewer","scope":"billing"}]}',
    ],
    ['__proto__', '{"email":"a@a.example","__proto__":{"role":"admin"}}'],
    ['__proto__, escaped', '{"email":"a@a.example","\\u005f_proto__":{"role":"admin"}}'],
    ['constructor', '{"email":"a@a.example","constructor":{"prototype":{"x":1}}}'],
    ['an unknown field', '{"email":"a@a.example","organizationId":"org_2"}'],
    ['NUL', '{"email":"a@a.example\\u0000"}'],
    ['half a character', '{"email":"a@a.example\\ud800"}'],
    ['a number out of range', '{"email":1e400}'],
    ['depth 10,000', deep(10_000)],
    ['depth 100,000 without an end', '['.repeat(100_000)],
    ['an array', '["a@a.example"]'],
    ['null', 'null'],
    ['text', '"a@a.example"'],
    ['an array for a text', '{"email":["victim@a.example","attacker@a.example"]}'],
    ['an object for a text', '{"email":{"$ne":""}}'],
    ['a byte order mark', '\ufeff{"email":"a@a.example"}'],
    ['nothing at all', ''],
  ])('with %s is refused', async (_what, raw) => {
    const { status, code } = await refusalOf(INVITE, { raw, headers: { 'content-type': 'application/json' } })
    expect([status, code]).toEqual([400, 'INVALID'])
  })

  it('that is not UTF-8 is refused', async () => {
    const raw = Buffer.from([...Buffer.from('{"email":"'), 0xff, 0xfe, ...Buffer.from('"}')])
    expect(await refusalOf(INVITE, { raw })).toMatchObject({ status: 400, code: 'INVALID' })
  })

  it('over 1 MiB is too large', async () => {
    const raw = JSON.stringify({ email: 'a'.repeat(1024 * 1024) })
    expect(await refusalOf(INVITE, { raw })).toMatchObject({ status: 413, code: 'TOO_LARGE' })
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/jsonp',
  ])('sent as %s is not read', async (type) => {
    const refused = await refusalOf(INVITE, {
      raw: '{"email":"a@a.example"}',
      headers: { 'content-type': type },
    })
    expect(refused).toMatchObject({ status: 415, code: 'INVALID' })
  })

  it('that is compressed is not unpacked', async () => {
    const raw = gzipSync(Buffer.alloc(10_000_000, 'a'))
    expect(await refusalOf(INVITE, { raw, headers: { 'content-encoding': 'gzip' } })).toMatchObject({
      status: 415,
    })
  })

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'])(
    'sent as %s is read',
    async (type) => {
      const raw = '{"email":"a@a.example","name":"\\u00e9\\"{[:","groups":["a:b"]}'
      await door.ask(INVITE, { raw, headers: { 'content-type': type } })
      expect(seen?.body).toEqual({ email: 'a@a.example', name: 'é"{[:', groups: ['a:b'] })
    },
  )

  it('for an operation that takes none is refused', async () => {
    const refused = await refusalOf(`${INVITE}/a@a.example`, { method: 'DELETE', body: { reason: 'x' } })
    expect(refused).toMatchObject({ status: 400, errors: [{ pointer: '/reason', detail: 'unknown field' }] })
  })
})

describe('every wrong field', () => {
  it('is named, with where it stands and what was expected', async () => {
    const body = {
      email: 7,
      assignments: [
        { role: 'admin', scope: { type: 'planet' } },
        { role: '', scope: 'billing' },
      ],
      x: 1,
    }
    const { errors, detail } = await refusalOf(`${INVITE}?dry_run=maybe`, { body })
    expect(errors).toEqual([
      { pointer: '/query/dry_run', detail: expect.stringContaining('expected one of') as unknown },
      { pointer: '/email', detail: 'expected string, received number' },
      { pointer: '/assignments/0/scope/type', detail: expect.stringContaining('expected one of') as unknown },
      { pointer: '/assignments/1/role', detail: expect.stringContaining('too small') as unknown },
      { pointer: '/x', detail: 'unknown field' },
    ])
    expect(detail).toContain('`/query/dry_run`')
  })
})

describe('an address', () => {
  it.each([
    ['limit=0', '/query/limit'],
    ['limit=501', '/query/limit'],
    ['limit=1&limit=2', '/query/limit'],
    ['limit=NaN', '/query/limit'],
    ['q=a%00b', '/query'],
    ['__proto__=1', '/query/__proto__'],
    ['__proto__[x]=1', '/query/__proto__[x]'],
    ['constructor=1', '/query/constructor'],
  ])('with %s is refused', async (query, pointer) => {
    const { status, errors } = await refusalOf(`${ROLES}?${query}`, { method: 'GET' })
    expect([status, errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  it.each([
    '/v1/organizations/acme/roles/%zz',
    '/v1/organizations/acme/roles/%00',
    `/v1/organizations/acme/roles/${'a'.repeat(10_000)}`,
    `/v1/organizations/acme/roles/${'a'.repeat(400)}`,
  ])('like %.60s is refused', async (path) => {
    const { status } = await refusalOf(path, { method: 'GET' })
    expect([400, 404]).toContain(status)
  })

  it('keeps an escaped slash in the name it belongs to', async () => {
    let asked: unknown
    await using own = await openDoor({
      showRole: async ({ params }) => {
        asked = params
        throw new Error('reached')
      },
    })
    await own.ask('/v1/organizations/acme/roles/..%2f..%2fbeta')
    expect(asked).toEqual({ organization: 'acme', role: '../../beta' })
  })
})

describe('bytes that are not HTTP', () => {
  it.each([
    ['garbage', 'hello\r\n\r\n', '400'],
    ['a header over 16 KiB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
    [
      'two lengths',
      'POST /v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc',
      '400',
    ],
    [
      'a length and chunks',
      'POST /v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
    ],
  ])('%s gets a bare answer with the same headers', async (_what, bytes, status) => {
    const answer = await raw(door.url, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain('x-content-type-options: nosniff')
    expect(answer.toLowerCase()).not.toContain('server:')
  })
})

async function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => (text += chunk.toString())).on('error', reject)
    socket.on('close', () => resolve(text))
  })
}
