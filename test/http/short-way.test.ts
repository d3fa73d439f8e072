/** A check may come the short way or through Fastify: nobody can tell which, but for the time it took. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import { Refused } from '../../src/operations/refused.ts'
import { type Asked, type Door, openDoor, TOKEN } from './door-stub.ts'

const CHECK = '/v1/organizations/acme/access/check'
const QUESTION = { principal: 'ana@acme.example', permission: 'project.read', scope: 'billing' }
/** With it a request is not plain enough for the short way, and means the same. */
const LONG_WAY = { 'content-type': 'application/json; charset=utf-8' }

let door: Door
let calls: unknown[] = []
beforeAll(async () => {
  door = await openDoor({
    checkAccess: async (input, call) => {
      calls.push({ input, call })
      const { principal, permission } = input.body
      if (permission === 'refuse') throw new Refused(refuse('NOT_FOUND', 'no organization `acme`'))
      if (permission === 'wait') throw new Refused(refuse('NOT_FRESH', 'not yet'), { retryAfter: 3 })
      if (permission === 'fault') throw new Error('inside')
      const answer = {
        allowed: true,
        code: 'ALLOWED',
        permission,
        scope: { type: 'organization' },
        principal,
        revision: 'acme@1',
      }
      return { answer: { ...answer, hidden: 1 } as never, revision: 'acme@1' }
    },
  })
})
afterAll(() => door[Symbol.asyncDispose]())

async function answerTo(asked: Asked) {
  calls = []
  const answer = await door.ask(CHECK, asked)
  // Fastify ends a connection after a body that it could not read; whether it is kept says nothing to the caller.
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(answer.headers)
  const body = (await answer.text()).replace(/(den|err)_\w{26}/, '$1_')
  return { status: answer.status, headers, body, calls }
}

describe('both ways', () => {
  it.each<[string, number, Asked]>([
    ['a question', 200, { body: QUESTION }],
    ['a demand for a revision', 200, { body: QUESTION, headers: { 'compartment-at-least': 'acme@1' } }],
    ['a bad demand', 400, { body: QUESTION, headers: { 'compartment-at-least': '1' } }],
    [
      'another site’s page with a token of its own',
      200,
      { body: QUESTION, headers: { origin: 'https://evil.example' } },
    ],
    [
      'an unknown token',
      401,
      { body: QUESTION, headers: { authorization: `Bearer ${TOKEN.replace('0', '1')}` } },
    ],
    ['no token at all', 401, { body: QUESTION, headers: { authorization: 'Basic x' } }],
    ['an unknown token with a bad body', 401, { raw: '{', headers: { authorization: `Bearer ${TOKEN}x` } }],
    ['no JSON', 400, { raw: '{' }],
    ['a key twice', 400, { raw: '{"principal":"a","principal":"b","permission":"x","scope":"y"}' }],
    ['an odd name', 400, { raw: '{"__proto__":1}' }],
    ['a missing field', 400, { body: { principal: 'a' } }],
    ['an unknown field', 400, { body: { ...QUESTION, x: 1 } }],
    ['a refusal', 404, { body: { ...QUESTION, permission: 'refuse' } }],
    ['a refusal for now', 503, { body: { ...QUESTION, permission: 'wait' } }],
    ['a fault', 500, { body: { ...QUESTION, permission: 'fault' } }],
  ])('answer %s the same', async (_what, status, asked) => {
    const short = await answerTo(asked)
    const long = await answerTo({ ...asked, headers: { ...asked.headers, ...LONG_WAY } })
    expect(short.status).toBe(status)
    expect(short).toEqual(long)
  })

  it('are counted and logged alike', async () => {
    const before = door.lines().length
    await answerTo({ body: { ...QUESTION, permission: 'refuse' } })
    await answerTo({ body: { ...QUESTION, permission: 'refuse' }, headers: LONG_WAY })
    const [short, long] = door
      .lines()
      .slice(before)
      .map((line) => Object.assign(line, { time: 0, request: '', reference: '' }))
    expect(short).toEqual(long)
    expect(short).toMatchObject({ operation: 'checkAccess', caller: 'usr_1', code: 'NOT_FOUND' })
  })
})
