/** Lists of checks on a connection are answered as Node’s own reader would have them answered, in however many pieces. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NUMBER_OF, refuse } from '../../src/core/index.ts'
import { PROMPT } from '../../src/http/arriving.ts'
import { BatchAnswer } from '../../src/operations/access/batch-answer.ts'
import type { Call, Input, Result } from '../../src/operations/call.ts'
import { Refused } from '../../src/operations/refused.ts'
import { type Door, openDoor, TOKEN } from './door-stub.ts'
import { answersIn, exchange, timeless } from './raw.ts'

const PATH = '/v1/organizations/acme/access/batch'

type Parts = { readonly line?: string; readonly headers?: readonly string[]; readonly body: string }

function request({ line = `POST ${PATH} HTTP/1.1`, headers = [], body }: Parts): string {
  const usual = ['Host: acme', `Authorization: Bearer ${TOKEN}`, 'Content-Type: application/json']
  const lines = [line, ...usual, ...headers, `Content-Length: ${Buffer.byteLength(body)}`]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

/** Its bytes, as a text of one character each. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function listOf(count: number, permission = 'project.read'): string {
  const checks = Array.from({ length: count }, (_, at) => ({
    principal: `usr_${'x'.repeat(60)}${at}`,
    permission: `${permission}${at % 3}`,
    scope: 'billing/production',
  }))
  return JSON.stringify({ checks })
}

/** Answers by what is asked, so that a body read wrongly would show. */
function answer({ body, params }: Input<'batchAccess'>): Result<'batchAccess'> {
  const numbers = body.checks.map(({ principal, permission, scope }) =>
    (JSON.stringify(scope) + principal + permission).length % 2 === 0
      ? NUMBER_OF.ALLOWED
      : NUMBER_OF.NO_ASSIGNMENT,
  )
  return { answer: new BatchAnswer(Uint8Array.from(numbers), `${params.organization}@1`), revision: 'acme@1' }
}

function wantedOf(body: string): object {
  const { revision, decisions } = answer({
    params: { organization: 'acme' },
    query: {},
    body: JSON.parse(body) as never,
  }).answer
  return { revision, decisions }
}

function firstOf({ body }: Input<'batchAccess'>): string {
  return body.checks[0]!.permission
}

const useCase = async (input: Input<'batchAccess'>, _call: Call): Promise<Result<'batchAccess'>> => {
  if (firstOf(input).startsWith('refuse')) throw new Refused(refuse('NOT_FOUND', 'no organization `acme`'))
  if (firstOf(input).startsWith('fault')) throw new Error('inside')
  // Other requests come meanwhile.
  if (firstOf(input).startsWith('wait long')) await wait(20)
  return answer(input)
}
const atOnce = (input: Input<'batchAccess'>): Result<'batchAccess'> | undefined => {
  if (firstOf(input).startsWith('fault')) throw new Error('inside')
  return /^(refuse|wait)/.test(firstOf(input)) ? undefined : answer(input)
}

let byHand: Door
let byNode: Door
let requests = 0
beforeAll(async () => {
  byHand = await openDoor({ batchAccess: useCase }, { batchNow: atOnce })
  byHand.app.server.on('request', () => requests++)
  // Behind a proxy Node reads, and Fastify answers.
  byNode = await openDoor({ batchAccess: useCase }, { trustedProxies: ['192.0.2.1'] })
})
afterAll(async () => {
  for (const door of [byHand, byNode]) await door[Symbol.asyncDispose]()
})

async function alike(...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const [wanted, hand] = await Promise.all(
    [byNode, byHand].map(async ({ url }) => answersIn(timeless(await exchange(url, pieces)))),
  )
  expect(hand).toEqual(wanted)
  return hand!.join('')
}

/** Whether Node’s reader was needed. */
async function neededNode(ask: () => Promise<string>): Promise<boolean> {
  const before = requests
  expect(await ask()).toMatch(/^HTTP\/1\.1 200 OK/)
  return requests > before
}

describe('a list is read by hand', () => {
  it('in one piece', async () => {
    expect(await neededNode(() => alike(request({ body: listOf(20) })))).toBe(false)
  })

  it('in two, wherever it is cut behind its head', async () => {
    const bytes = request({ body: listOf(3) })
    const head = bytes.indexOf('\r\n\r\n') + 4
    const cuts = [head, head + 1, head + 20, bytes.length - 100, bytes.length - 2, bytes.length - 1]
    for (const cut of cuts)
      expect(await neededNode(() => alike(bytes.slice(0, cut), bytes.slice(cut)))).toBe(false)
  })

  it('in many, and what comes behind it', async () => {
    const bytes =
      request({ body: listOf(1000) }) + request({ body: listOf(2) }) + request({ body: listOf(1) })
    const pieces = Array.from({ length: 10 }, (_, at) =>
      bytes.slice((bytes.length * at) / 10, (bytes.length * (at + 1)) / 10),
    )
    expect(bytes.length).toBeGreaterThan(100_000)
    const answers = await alike(...pieces)
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3)
    expect(await neededNode(() => alike(...pieces))).toBe(false)
  })

  it('between single checks', async () => {
    const check = request({
      line: 'POST /v1/organizations/acme/access/check HTTP/1.1',
      body: '{"principal":"a","permission":"b","scope":"c"}',
    })
    // Neither door knows how to answer it; both say so alike.
    const answers = await alike(check + request({ body: listOf(2) }) + check)
    expect(answers.match(/HTTP\/1\.1 (200|500)/g)).toEqual(['HTTP/1.1 500', 'HTTP/1.1 200', 'HTTP/1.1 500'])
  })

  it('and long ones beside each other keep to themselves, also those that wait', async () => {
    const lists = ['abc', 'defg', 'wait long', 'hi'].flatMap((permission, at) => [
      listOf(600 + at * 50, permission),
      listOf(900 - at * 70, permission),
    ])
    const asked = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        lists.map(async (body) => {
          const answered = await fetch(`${byHand.url}${PATH}`, { method: 'POST', headers: asked, body })
          expect(await answered.json()).toEqual(wantedOf(body))
        }),
      )
    }
  })
})

describe('a list is left to the general way', () => {
  it.each<[string, string]>([
    ['one that is refused', request({ body: listOf(2, 'refuse') })],
    ['one that goes wrong', request({ body: listOf(2, 'fault') })],
    ['one that has to wait', request({ body: listOf(2, 'wait') })],
    ['one at least as new as', request({ body: listOf(2), headers: ['Compartment-At-Least: acme@1'] })],
    ['an unknown token', request({ body: listOf(2) }).replace('cps_0', 'cps_1')],
    ['an unknown token and a long body', request({ body: listOf(1000) }).replace('cps_0', 'cps_1')],
    ['no token', request({ body: listOf(2) }).replace('Bearer', 'Basic')],
    ['spaces', request({ body: JSON.stringify(JSON.parse(listOf(2)), undefined, 1) })],
    ['other letters', utf8(request({ body: listOf(2).replace('usr_', 'Ána') }))],
    ['another time', request({ body: `${listOf(2).slice(0, -1)},"at":"2026-01-01T00:00:00Z"}` })],
    ['too many', request({ body: listOf(1001) })],
    ['none', request({ body: '{"checks":[]}' })],
    ['no JSON', request({ body: '{"checks":[{' })],
    ['an empty body', request({ body: '' })],
    ['a body that is cut off', request({ body: listOf(2) }).slice(0, -30)],
    [
      'a body that is too long',
      request({ body: listOf(2) }).replace(/Content-Length: \d+/, 'Content-Length: 1048577'),
    ],
    [
      'a length of too many digits',
      request({ body: listOf(2) }).replace(/Content-Length: \d+/, 'Content-Length: 00000300'),
    ],
    ['a length and chunks', request({ body: listOf(2), headers: ['Transfer-Encoding: chunked'] })],
    ['an expectation', request({ body: listOf(2), headers: ['Expect: 100-continue'] })],
  ])('%s, and answered alike', async (_what, bytes) => {
    await alike(Buffer.from(bytes, 'latin1'))
    const half = Math.floor(bytes.length / 2)
    await alike(Buffer.from(bytes.slice(0, half), 'latin1'), Buffer.from(bytes.slice(half), 'latin1'))
  })

  it('where its body is slow to come', async () => {
    const bytes = request({ body: listOf(3) })
    const pieces = [bytes.slice(0, -90), bytes.slice(-90, -60), bytes.slice(-60, -30), bytes.slice(-30)]
    for (const pauses of [
      [PROMPT + 200, 1, 1],
      [PROMPT / 2 + 50, PROMPT / 2 + 50, 10],
    ]) {
      const before = requests
      expect(await firstAnswer(byHand.url, pieces, pauses)).toMatch(/^HTTP\/1\.1 200 OK/)
      expect(requests).toBe(before + 1)
    }
  })

  it('whatever is changed in it, and the answer is the one that Node’s reader leads to', async () => {
    const insert = fc.constantFrom('', '\r\n', ' ', '"', '{', '}', ',', '\\', '\0', '\xff', '0', 'é')
    const change = fc.record({ at: fc.nat(), remove: fc.integer({ min: 0, max: 5 }), insert })
    const plain = request({ body: listOf(3) })
    const body = plain.indexOf('\r\n\r\n') + 4
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 2 }),
        fc.nat(plain.length),
        async (changes, cut) => {
          let changed = plain.slice(body)
          for (const { at, remove, insert: put } of changes) {
            const place = at % changed.length
            changed = changed.slice(0, place) + put + changed.slice(place + remove)
          }
          const bytes = Buffer.concat([
            Buffer.from(
              request({ body: '' }).replace('Content-Length: 0', `Content-Length: ${changed.length}`),
            ),
            Buffer.from(changed, 'latin1'),
          ])
          await alike(bytes.subarray(0, cut), bytes.subarray(cut))
        },
      ),
      { numRuns: 120 },
    )
  })
})

/** @param cuts places, from the end */
function cutAt(text: string, cuts: readonly number[]): string[] {
  return [...cuts, text.length].map((cut, at) => text.slice(at === 0 ? 0 : cuts[at - 1], cut))
}

/** Sends pieces, so many milliseconds after each other, and stays until there is an answer. */
async function firstAnswer(
  url: string,
  pieces: readonly string[],
  pauses: readonly number[],
): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const answered = once(socket, 'data')
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await wait(pauses[at - 1])
    socket.write(piece)
  }
  const [answer] = (await answered) as [Buffer]
  socket.destroy()
  return answer.toString('latin1')
}

it('a connection that breaks in the middle of a list harms nobody', async () => {
  const { hostname, port } = new URL(byHand.url)
  const bytes = request({ body: listOf(100) })
  for (const cut of [bytes.length - 1, bytes.length / 2]) {
    const socket = connect({ host: hostname, port: Number(port) })
    await once(socket, 'connect')
    socket.write(bytes.slice(0, cut))
    await wait(2)
    socket.resetAndDestroy()
  }
  expect(await exchange(byHand.url, [bytes])).toContain('HTTP/1.1 200 OK')
})

it('whoever is known only after a while is answered, and nobody is not, in one piece or in two', async () => {
  const caller = { account: 'usr_1', type: 'user', method: 'password', session: 'ses_1' } as const
  await using door = await openDoor(
    { batchAccess: useCase },
    {
      batchNow: atOnce,
      authenticate: async (token) => {
        await wait(10)
        if (token.endsWith('e')) throw new Error('no store')
        return token === TOKEN ? caller : undefined
      },
    },
  )
  const bytes = request({ body: listOf(5) })
  for (const [token, status] of [
    [TOKEN, '200'],
    [TOKEN.replace('cps_0', 'cps_1'), '401'],
    [`${TOKEN}e`, '500'],
  ] as const) {
    const own = bytes.replace(TOKEN, token)
    for (const cuts of [[], [-40], [-40, -9]])
      expect((await firstAnswer(door.url, cutAt(own, cuts), [2, 2])).slice(9, 12)).toBe(status)
  }
})

it('whoever is revoked while the body of a list is on its way is not answered', async () => {
  let known = true
  const caller = { account: 'usr_1', type: 'user', method: 'password', session: 'ses_1' } as const
  await using door = await openDoor(
    { batchAccess: useCase },
    { batchNow: atOnce, authenticate: () => (known ? caller : undefined) },
  )
  const { hostname, port } = new URL(door.url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const bytes = request({ body: listOf(5) })
  socket.write(bytes.slice(0, -10))
  await wait(20)
  known = false
  const answered = once(socket, 'data')
  socket.write(bytes.slice(-10))
  expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 401/)
  socket.destroy()
})

it('whoever does not read yet finds the answers as they were, whatever was answered to others meanwhile', async () => {
  const { hostname, port } = new URL(byHand.url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true }).pause()
  await once(socket, 'connect')
  const lists = ['a', 'ab'].map((permission) => listOf(1000, permission))
  let sent = 0
  // Until the server has written what the socket takes, and reads no more.
  for (let idle = 0; idle < 10; idle++) {
    while (!socket.writableNeedDrain) {
      socket.write(request({ body: lists[sent++ % 2]! }))
      idle = 0
    }
    await wait(20)
  }
  const other = request({ body: listOf(1000, 'other') })
  for (let round = 0; round < 3; round++)
    expect(await firstAnswer(byHand.url, [other], [])).toMatch(/^HTTP\/1\.1 200 OK/)
  let received = ''
  socket
    .on('data', (chunk) => (received += chunk.toString('latin1')))
    .resume()
    .end()
  await once(socket, 'close')
  const bodies = answersIn(received).map((text) => text.slice(text.indexOf('\r\n\r\n') + 4))
  const wanted = lists.map((body) => JSON.stringify(wantedOf(body)))
  expect(wanted[0]).not.toBe(wanted[1])
  expect(bodies).toHaveLength(sent)
  expect(bodies.findIndex((body, at) => body !== wanted[at % 2])).toBe(-1)
}, 30_000)
