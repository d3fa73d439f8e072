/** AuthZEN certification scenario, Basic Core (sections 2 and 5), against a running server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, alice, asking, bob, read, record1, record2, write } from './asking.ts'
import { certificationFixture, type Fixture } from './fixture.ts'

let fixture: Fixture
let ask: Ask
beforeAll(async () => {
  fixture = await certificationFixture()
  ask = asking(fixture.house.url, fixture.token)
})
afterAll(() => fixture.house[Symbol.asyncDispose]())

const CONTEXT = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' }

describe('an evaluation', () => {
  it.each<[string, unknown, boolean]>([
    ['rule 1, C-2-2-1', { subject: alice, action: read, resource: record1 }, true],
    ['rule 2', { subject: alice, action: write, resource: record1 }, true],
    ['rule 3', { subject: bob, action: read, resource: record1 }, true],
    ['rule 4, C-2-2-2', { subject: bob, action: write, resource: record1 }, false],
    ['C-2-2-3, with a context', { subject: alice, action: read, resource: record1, context: CONTEXT }, true],
    [
      'C-2-2-8, with more properties',
      {
        subject: { ...alice, properties: { department: 'Sales', role: 'manager' } },
        action: { ...read, properties: { method: 'GET' } },
        resource: { ...record1, properties: { status: 'active', owner: 'bob' } },
      },
      true,
    ],
    [
      'C-2-2-9, with unknown fields',
      { subject: alice, action: read, resource: record1, foo: 'bar', futureField: { nested: true } },
      true,
    ],
  ])('%s', async (_, body, decision) => {
    const answer = await ask('evaluation', body)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.body.decision).toBe(decision)
    expect(typeof answer.body.context).toBe(decision ? 'undefined' : 'object')
  })

  it('says why not, to administrators with names and to the person in plain words (C-2-3)', async () => {
    const { body } = await ask('evaluation', { subject: bob, action: write, resource: record1 })
    expect(body).toEqual({
      decision: false,
      context: {
        code: 'KEY_NOT_IN_ROLE',
        reason_admin: { 403: expect.stringContaining('`records.write` at `record-1`') as unknown },
        reason_user: { 403: 'Your role here does not include this.' },
      },
    })
  })

  it('is the same each time (C-2-6)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask('evaluation', { subject: bob, action: write, resource: record1 })),
    )
    expect(new Set(answers.map(({ body }) => body.decision))).toEqual(new Set([false]))
  })
})

describe('what cannot be read is answered 400', () => {
  const whole = { subject: alice, action: read, resource: record1 }
  const without = (name: string): unknown => ({ ...whole, [name]: undefined })
  it.each<[string, unknown, Record<string, string>?]>([
    ['C-2-4-1, no subject', without('subject')],
    ['C-2-4-1, no action', without('action')],
    ['C-2-4-1, no resource', without('resource')],
    ['C-2-4-2, a subject without type', { ...whole, subject: { id: 'alice' } }],
    ['C-2-4-2, a subject without id', { ...whole, subject: { type: 'user' } }],
    ['C-2-4-2, an action without name', { ...whole, action: {} }],
    ['C-2-4-2, a resource without type', { ...whole, resource: { id: 'record-1' } }],
    ['C-2-4-2, a resource without id', { ...whole, resource: { type: 'record' } }],
    ['C-2-4-3, another content type', JSON.stringify(whole), { 'content-type': 'text/plain' }],
    ['C-2-4-4, no JSON', '{"subject": '],
    ['C-2-4-5, nothing', ''],
    ['C-2-4-6, a subject that is text', { ...whole, subject: 'alice' }],
    ['C-2-4-6, an action’s name that is a number', { ...whole, action: { name: 123 } }],
    ['a body that is a list', [whole]],
  ])('%s', async (_, body, headers) => {
    const answer = await ask('evaluation', body, { 'x-request-id': 'req-9', ...headers })
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toMatch(/\w{3}/)
    expect(answer.headers.get('x-request-id')).toBe('req-9')
  })
})

describe('the request’s own identifier', () => {
  it.each(['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action'])(
    'comes back from %s (C-2-5-1), and need not be there (C-2-5-2)',
    async (path) => {
      const body = { subject: alice, action: read, resource: record2 }
      const id = 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716'
      const answer = await ask(path, body, { 'x-request-id': id })
      expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, id])
      expect((await ask(path, body)).status).toBe(200)
    },
  )

  it('comes back with a refused credential', async () => {
    const answer = await ask('evaluation', {}, { authorization: 'Bearer x', 'x-request-id': 'req-1' })
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([401, 'req-1'])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })
})
