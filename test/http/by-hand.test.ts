/** Whatever arrives on a connection is answered as Node's own reader would have it answered, byte by byte. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import { Refused } from '../../src/operations/refused.ts'
import { held } from '../support/held.ts'
import { type Door, openDoor, type Scripted, TOKEN } from './door-stub.ts'
import { answersIn, exchange, timeless } from './raw.ts'

const PATH = '/v1/organizations/acme/access/check'
const QUESTION = { principal: 'ana@acme.example', permission: 'project.read', scope: 'billing' }

type Parts = {
  readonly line?: string
  readonly headers?: readonly string[]
  readonly body?: string
}

function request({
  line = `POST ${PATH} HTTP/1.1`,
  headers = [],
  body = JSON.stringify(QUESTION),
}: Parts = {}): string {
  const usual = ['Host: acme', `Authorization: Bearer ${TOKEN}`, 'Content-Type: application/json']
  const lines = [line, ...usual, ...headers, `Content-Length: ${Buffer.byteLength(body)}`]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

const answerTo: Scripted['checkAccess'] = async ({ body, params }) => {
  const { principal, permission, scope } = body
  if (permission === 'refuse') throw new Refused(refuse('NOT_FOUND', 'no organization `acme`'))
  if (permission === 'fault') throw new Error('inside')
  const answer = { allowed: permission.length % 2 === 0, code: 'ALLOWED', permission, principal } as const
  const place = { type: 'project', project: JSON.stringify(scope) } as const
  return { answer: { ...answer, scope: place, revision: `${params.organization}@1` }, revision: 'acme@1' }
}

let byHand: Door
let atOnce: Door
let byNode: Door
let requests = 0
beforeAll(async () => {
  byHand = await openDoor({ checkAccess: answerTo })
  byHand.app.server.on('request', () => requests++)
  const now = (input: Parameters<typeof answerTo>[0]) => {
    const { permission, principal, scope } = input.body
    if (permission === 'wait') return undefined
    if (permission === 'refuse') throw new Refused(refuse('NOT_FOUND', 'no organization `acme`'))
    if (permission === 'fault') throw new Error('inside')
    const answer = { allowed: permission.length % 2 === 0, code: 'ALLOWED', permission, principal } as const
    const place = { type: 'project', project: JSON.stringify(scope) } as const
    return {
      answer: { ...answer, scope: place, revision: `${input.params.organization}@1` },
      revision: 'acme@1',
    }
  }
  atOnce = await openDoor({ checkAccess: answerTo }, { checkNow: now })
  // Behind a proxy Node reads, and Fastify answers.
  byNode = await openDoor({ checkAccess: answerTo }, { trustedProxies: ['192.0.2.1'] })
})
afterAll(async () => {
  for (const door of [byHand, atOnce, byNode]) await door[Symbol.asyncDispose]()
})

async function answersTo(pieces: readonly (string | Uint8Array)[]): Promise<readonly string[][]> {
  return Promise.all(
    [byNode, byHand, atOnce].map(async ({ url }) => answersIn(timeless(await exchange(url, pieces)))),
  )
}

async function alike(...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const [wanted, hand, once] = await answersTo(pieces)
  expect(hand).toEqual(wanted)
  expect(once).toEqual(wanted)
  return hand!.join('')
}

/**
 * Behind a body that it cannot read Fastify ends a connection, and in front of bytes that are no request Node may leave
 * out answers on their way. None may be another, and without such bytes none may be missing.
 */
async function alikeAsFarAsGiven(bytes: Uint8Array): Promise<void> {
  const [wanted, ...others] = await answersTo([bytes])
  for (const answers of others) {
    const [a, b] = [wanted!, answers].map((list) => list.filter((answer) => !isOfNoRequest(answer)))
    const both = Math.min(a!.length, b!.length)
    expect(a!.slice(0, both)).toEqual(b!.slice(0, both))
    const isCut = [...wanted!, ...answers].some((answer) => answer.startsWith('HTTP/1.1 4'))
    if (!isCut) expect(answers).toEqual(wanted)
  }
}

/** To bytes that are no HTTP there is an answer without a body. */
function isOfNoRequest(answer: string): boolean {
  return answer.startsWith('HTTP/1.1 400') && answer.includes('content-length: 0\r\n')
}

describe('read by hand', () => {
  it('is a plain check, which Node never sees', async () => {
    const before = requests
    expect(await alike(request())).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"principal":"ana@acme.example"/)
    expect(requests).toBe(before)
  })

  it('are many that come in one piece, each in its turn', async () => {
    const before = requests
    const named = Array.from({ length: 200 }, (_, at) =>
      request({ body: JSON.stringify({ ...QUESTION, principal: `usr_${at}` }) }),
    )
    const answers = await alike(named.join(''))
    const found = Array.from(answers.matchAll(/"principal":"usr_(\d+)"/g), ([, at]) => Number(at))
    expect(found).toEqual(named.map((_, at) => at))
    expect(requests).toBe(before)
  })

  it.each<[string, string]>([
    [
      'what usual clients send beside it',
      request({ headers: ['Accept: */*', 'User-Agent: curl/8', 'accept-language: de'] }),
    ],
    ['a least revision', request({ headers: ['Compartment-At-Least: acme@1'] })],
    ['a bad least revision', request({ headers: ['Compartment-At-Least: 1'] })],
    ['an unknown token', request().replace('cps_0', 'cps_1')],
    ['no token', request().replace('Bearer', 'Basic')],
    ['a refusal', request({ body: JSON.stringify({ ...QUESTION, permission: 'refuse' }) })],
    ['a fault', request({ body: JSON.stringify({ ...QUESTION, permission: 'fault' }) })],
    ['a check that has to wait', request({ body: JSON.stringify({ ...QUESTION, permission: 'wait' }) })],
    [
      'a scope as an object',
      request({ body: JSON.stringify({ ...QUESTION, scope: { type: 'organization' } }) }),
    ],
    ['other letters', request({ body: JSON.stringify({ ...QUESTION, principal: 'Ána 😀 "\\' }) })],
    ['a body that is no JSON', request({ body: '{' })],
    ['a body that is empty', request({ body: '' })],
    ['a body that is not UTF-8', request({ body: '{"principal":"\xff"}' })],
    ['a field twice', request({ body: '{"principal":"a","principal":"b","scope":"c"}' })],
    ['an odd field', request({ body: '{"__proto__":"a","permission":"b","scope":"c"}' })],
  ])('is %s, and answered alike', async (_what, bytes) => {
    const before = requests
    await alike(bytes)
    expect(requests).toBe(before)
  })
})

describe('left to Node', () => {
  it.each<[string, string]>([
    ['another path', request({ line: 'GET /healthz HTTP/1.1' })],
    ['a path with a query', request({ line: `POST ${PATH}?x=1 HTTP/1.1` })],
    ['an escaped path', request({ line: 'POST /v1/organizations/%61cme/access/check HTTP/1.1' })],
    ['HTTP/1.0', request({ line: `POST ${PATH} HTTP/1.0` })],
    ['two spaces in the line', request({ line: `POST  ${PATH} HTTP/1.1` })],
    ['a second length', request({ headers: ['Content-Length: 1'] })],
    ['a list of lengths', request().replace(/Content-Length: (\d+)/, 'Content-Length: $1, $1')],
    ['a length with a sign', request().replace('Content-Length: ', 'Content-Length: +')],
    ['a length and chunks', request({ headers: ['Transfer-Encoding: chunked'] })],
    ['chunks', request({ headers: ['Transfer-Encoding: chunked'] }).replace(/Content-Length: \d+\r\n/, '')],
    ['no length', request().replace(/Content-Length: \d+\r\n/, '')],
    ['two hosts', request({ headers: ['Host: beta'] })],
    ['no host', request().replace('Host: acme\r\n', '')],
    ['two tokens', request({ headers: [`Authorization: Bearer ${TOKEN}`] })],
    ['a cookie', request({ headers: ['Cookie: compartment=1'] })],
    ['another type', request().replace('application/json', 'text/plain')],
    ['a space before a colon', request({ headers: ['Accept : */*'] })],
    ['a folded header', request({ headers: ['Accept: a', ' b'] })],
    ['a header without a colon', request({ headers: ['Accept'] })],
    ['a lone line feed', request({ headers: ['Accept: a\nContent-Length: 0'] })],
    ['a lone carriage return', request({ headers: ['Accept: a\rContent-Length: 0'] })],
    ['a NUL', request({ headers: ['Accept: \0'] })],
    ['letters beyond ASCII', request({ headers: ['Accept: \xe9'] })],
    ['a space at the end of a value', request({ headers: ['Accept: a '] })],
    ['an upgrade', request({ headers: ['Connection: upgrade', 'Upgrade: websocket'] })],
    ['an expectation', request({ headers: ['Expect: 100-continue'] })],
    ['a connection to be closed', request({ headers: ['Connection: close'] })],
    ['a very long header', request({ headers: [`Accept: ${'x'.repeat(20_000)}`] })],
    ['a very long body', request({ body: JSON.stringify({ ...QUESTION, scope: 'x'.repeat(100_000) }) })],
    ['no HTTP at all', 'hello\r\n\r\n'],
  ])('is %s, and answered alike', async (_what, bytes) => {
    await alike(Buffer.from(bytes, 'latin1'))
  })

  it('is every check that comes in two pieces, wherever it is cut', async () => {
    const bytes = request()
    const cuts = Array.from({ length: 30 }, (_, at) => 1 + Math.floor(((bytes.length - 2) * at) / 29))
    const answers = await Promise.all(cuts.map((cut) => alike(bytes.slice(0, cut), bytes.slice(cut))))
    for (const answer of answers) expect(answer).toContain('HTTP/1.1 200 OK')
  })

  it('are all requests behind the first that is not plain, in their order', async () => {
    const named = (principal: string): string => request({ body: JSON.stringify({ ...QUESTION, principal }) })
    const odd = request({ headers: ['X-Odd: 1'], body: JSON.stringify({ ...QUESTION, principal: 'third' }) })
    const all = [named('first'), named('second'), odd, named('fourth'), named('fifth')]
    for (const pieces of [
      [all.join('')],
      all,
      [all[0]! + all[1]!.slice(0, 40), all[1]!.slice(40) + all.slice(2).join('')],
    ]) {
      const answer = await alike(...pieces)
      const found = Array.from(answer.matchAll(/"principal":"(\w+)"/g), ([, name]) => name)
      expect(found).toEqual(['first', 'second', 'third', 'fourth', 'fifth'])
    }
  })

  it('are requests behind one that had to wait', async () => {
    const slow = request({ body: JSON.stringify({ ...QUESTION, permission: 'wait' }) })
    const answer = await alike(slow + request() + slow, request())
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4)
  })
})

it('whatever is changed in a plain check, the answer is the one that Node’s reader leads to', async () => {
  const line = [
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Host: b\r\n',
    'Connection: close\r\n',
    'X: y\r\n',
  ]
  const sign = [
    '\r\n',
    '\n',
    '\r',
    ' ',
    '\t',
    ':',
    ',',
    '0',
    '1',
    '{',
    '}',
    '"',
    '\\',
    '\0',
    '\xff',
    'é',
    '[',
    'HTTP/1.1',
  ]
  const piece = fc.constantFrom(...line, ...sign)
  const change = fc.record({
    at: fc.nat(),
    remove: fc.integer({ min: 0, max: 6 }),
    insert: fc.oneof(fc.constant(''), piece),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (changes, twice) => {
        let bytes = twice ? request() + request() : request()
        for (const { at, remove, insert } of changes) {
          const place = at % bytes.length
          bytes = bytes.slice(0, place) + insert + bytes.slice(place + remove)
        }
        await alikeAsFarAsGiven(Buffer.from(bytes, 'latin1'))
      },
    ),
    { numRuns: 250 },
  )
})

describe('a connection', () => {
  it('that is idle ends when the server stops', async () => {
    const door = await openDoor({ checkAccess: answerTo })
    const open = exchangeSlowly(door.url)
    await open.answered
    await door[Symbol.asyncDispose]()
    await open.closed
  })

  it('on which nothing comes ends, sooner before its first check than after', async () => {
    const door = await openDoor({ checkAccess: answerTo })
    Object.assign(door.app.server, { requestTimeout: 50, keepAliveTimeout: 400 })
    const { hostname, port } = new URL(door.url)
    const silent = connect({ host: hostname, port: Number(port) }).resume()
    const began = performance.now()
    await once(silent, 'close')
    expect(performance.now() - began).toBeLessThan(390)
    const open = exchangeSlowly(door.url)
    await open.answered
    const answered = performance.now()
    await open.closed
    expect(performance.now() - answered).toBeGreaterThan(300)
    await door[Symbol.asyncDispose]()
  })

  it('is told that it ends by the answer that is given while the server stops', async () => {
    const door = await openDoor({ checkAccess: answerTo }, { linger: 300 })
    const open = exchangeSlowly(door.url)
    await open.answered
    const stopping = door[Symbol.asyncDispose]()
    const last = await open.again()
    expect(last).toContain('connection: close')
    await open.closed
    await stopping
  })
})

/** One check, and the connection stays. */
function exchangeSlowly(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  const next = async (): Promise<string> => String((await once(socket, 'data'))[0])
  socket.write(request())
  return {
    answered: next(),
    closed: once(socket, 'close'),
    again: async () => {
      const answer = next()
      socket.write(request())
      return answer
    },
  }
}

it('whoever asks and does not read is not read either', async () => {
  const before = held()
  const { hostname, port } = new URL(atOnce.url)
  const socket = connect({ host: hostname, port: Number(port) }).pause()
  await once(socket, 'connect')
  const many = Buffer.from(request().repeat(50))
  let sent = 0
  // Sends until nothing is taken any more for a while.
  for (let idle = 0; idle < 20; ) {
    if (socket.writableNeedDrain) {
      await wait(10)
      idle++
    } else {
      socket.write(many)
      sent += many.length
      idle = 0
      await wait(0)
    }
    expect(sent, 'the server reads on and on').toBeLessThan(64 * 1024 * 1024)
  }
  expect(held() - before).toBeLessThan(96 * 1024 * 1024)
  const answers: string[] = []
  socket
    .on('data', (chunk) => answers.push(chunk.toString('latin1')))
    .resume()
    .end()
  await once(socket, 'close')
  expect(answers.join('').match(/HTTP\/1\.1 200 OK/g)).toHaveLength(sent / request().length)
}, 30_000)

it('a connection that breaks in the middle harms nobody', async () => {
  const { hostname, port } = new URL(byHand.url)
  for (const bytes of [
    request(),
    request().repeat(20),
    request().slice(0, 50),
    request() + request().slice(0, 50),
  ]) {
    const socket = connect({ host: hostname, port: Number(port) })
    await once(socket, 'connect')
    socket.write(bytes)
    await wait(1)
    socket.resetAndDestroy()
  }
  expect(await exchange(byHand.url, [request()])).toContain('HTTP/1.1 200 OK')
})
