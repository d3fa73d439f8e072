/** RST, and AUTH where passwords are set: over HTTP, at a server with a mail server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/http/log.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { linkIn, type MailServer, mailServer, type Received } from '../support/mail-server.ts'
import { type Camp, type Person, person } from './camp.ts'
import { type Answer, PASSWORD, type Sent, send, shapeOf } from './message.ts'
import { Siege } from './siege.ts'

const NEW = 'granite wobble teapot 41'
const PUBLIC = 'https://access.test'
const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-reset-attacks-'))
const logged: string[] = []
let siege: Siege
let mail: MailServer
let mailing: RunningServer
let a: Camp
let count = 0

beforeAll(async () => {
  siege = await Siege.lay({ store: { dataDirectory } })
  a = siege.a
  mail = await mailServer()
  const config = {
    store: { dataDirectory },
    host: '127.0.0.1',
    port: 0,
    publicUrl: PUBLIC,
    secretKey: siege.server.deps.secretKey,
    trustedProxies: ['127.0.0.1'],
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    logLevel: 'debug' as const,
    mail: mail.settings(),
  }
  const log = createLog('debug', { write: (line) => void logged.push(line) })
  mailing = await startServer(config, { log, linger: 0 })
}, 60_000)
afterAll(async () => {
  await mailing.close()
  await siege[Symbol.asyncDispose]()
  await mail[Symbol.asyncDispose]()
  rmSync(dataDirectory, { recursive: true })
})

const ask = (path: string, sent: Sent = {}) => send(mailing.url, 'POST', path, sent)
/** Each from a place of its own, as the proxy says. */
const elsewhere = () => ({ 'x-forwarded-for': `198.51.100.${(count++ % 250) + 1}` })
const forgot = (email: unknown, headers: Record<string, string> = elsewhere()) =>
  ask('/v1/password/forgot', { body: { email }, headers })
const reset = (token: unknown, more: object = {}) =>
  ask('/v1/password/reset', { body: { token, password: NEW, ...more } })
const signIn = (email: string, password: string) =>
  ask('/v1/sign-in', { body: { email, password, answer_as: 'token' }, headers: elsewhere() })
const tokenOf = (letter: Received): string => new URL(linkIn(letter)).searchParams.get('token')!

async function arrived(expected = 1): Promise<Received[]> {
  await mailing.deps.errands.done()
  await expect.poll(() => mail.received.length, { timeout: 5000 }).toBeGreaterThanOrEqual(expected)
  return mail.received.splice(0)
}
async function nothingArrives(): Promise<void> {
  await mailing.deps.errands.done()
  const { store } = mailing.deps
  expect(
    await store.rows(store.build.from.selectFrom('mail').select('id').where('state', '=', 'queued')),
  ).toEqual([])
  expect(mail.received.splice(0)).toEqual([])
}
const somebody = (): Promise<Person> => person(siege, `somebody${count++}@acme.test`, { role: 'viewer' })
async function resetToken(email: string): Promise<string> {
  expect((await forgot(email)).status).toBe(200)
  const letter = (): Received | undefined =>
    mail.received.findLast(({ to, text }) => to[0] === email && text.includes('/reset?token='))
  await expect.poll(letter, { timeout: 5000 }).toBeDefined()
  const token = tokenOf(letter()!)
  mail.received.length = 0
  return token
}

describe('asking for a reset', () => {
  it('AUTH-02 an address that is a list is refused, and neither gets mail', async () => {
    const { email } = await somebody()
    for (const odd of [[email, 'attacker@evil.test'], { email }, null, 1])
      expect((await forgot(odd)).status).toBe(400)
    await nothingArrives()
    expect((await forgot(email)).status).toBe(200)
    expect((await arrived())[0]!.to).toEqual([email])
  })

  it('AUTH-03 an address that stands twice is refused, and neither gets mail', async () => {
    const { email } = await somebody()
    const raw = `{"email":"${email}","email":"attacker@evil.test"}`
    expect((await ask('/v1/password/forgot', { raw })).status).toBe(400)
    await nothingArrives()
  })

  it('RST-02 RST-03 the link leads where the configuration says, whatever the request says', async () => {
    const { email } = await somebody()
    const forged = {
      host: 'evil.test',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.test',
      origin: 'https://evil.test',
      referer: 'https://evil.test/',
    }
    for (const [name, value] of Object.entries(forged)) await forgot(email, { ...elsewhere(), [name]: value })
    const letters = await arrived()
    for (const { text, html } of letters) {
      expect(linkIn({ text }).startsWith(`${PUBLIC}/reset?token=cpl_`)).toBe(true)
      expect(text + html).not.toContain('evil.test')
    }
    for (const field of ['redirectTo', 'callbackURL', 'redirect_uri', 'next', 'return_to']) {
      for (const place of [
        'https://evil.test',
        '//evil.test',
        'javascript:alert(1)',
        `${PUBLIC}@evil.test`,
      ]) {
        const answer = await ask('/v1/password/forgot', { body: { email, [field]: place } })
        expect(answer.status, `${field} ${place}`).toBe(400)
      }
    }
    await nothingArrives()
  })

  it('AUTH-15 RST-08 is answered alike for everybody, and mails only whoever has a password that opens something', async () => {
    const sso = await somebody()
    const { store } = mailing.deps
    await store.write([store.build.update('accounts', { email: sso.email }, { password_hash: null })])
    const known = await somebody()
    const first = await forgot(known.email)
    const same = [shapeOf(first), [...first.headers.keys()]]
    await arrived()
    const automation = (
      await store.rows(
        store.build.from.selectFrom('accounts').select('email').where('type', '=', 'automation'),
      )
    )[0]!
    for (const email of [
      a.blocked.email,
      a.removed.email,
      a.invited.email,
      sso.email,
      automation.email,
      'ghost@acme.test',
    ]) {
      const answer = await forgot(email)
      expect([shapeOf(answer), [...answer.headers.keys()]], email).toEqual(same)
    }
    await nothingArrives()
  })

  it('RST-08 a member of two organizations resets their one password by mail alone, and no operator does it for them', async () => {
    const both = await somebody()
    const { status } = await siege.at('beta', 'POST', '/users', {
      as: siege.b.admin.token,
      body: { email: both.email },
    })
    expect(status).toBe(201)
    const operator = await siege.ask(a.admin, 'POST', `/users/${both.id}/password-reset`, {})
    expect([operator.status, operator.body.code]).toEqual([409, 'RESET_NOT_APPLICABLE'])
    mail.received.length = 0
    await forgot(both.email)
    expect((await arrived())[0]!.to).toEqual([both.email])
  })

  it('RST-16 a flood of a thousand is answered alike, and mails five times at most', async () => {
    const { email, id } = await somebody()
    const answers: Answer[] = []
    for (let at = 0; at < 20; at++)
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => forgot(email)))))
    expect(answers).toHaveLength(1000)
    expect(new Set(answers.map((answer) => shapeOf(answer))).size).toBe(1)
    await mailing.deps.errands.done()
    const { store } = mailing.deps
    const query = store.build.from.selectFrom('mail').select('id').where('account', '=', id)
    const mails = await store.rows(query.where('kind', '=', 'password_reset'))
    expect(mails.length).toBeLessThanOrEqual(5)
    expect(mails.length).toBeGreaterThan(0)
    mail.received.length = 0
  }, 60_000)
})

describe('a reset link', () => {
  it('RST-04 RST-06 sets one password, of the account it was made for, once', async () => {
    const [victim, attacker] = [await somebody(), await somebody()]
    const token = await resetToken(attacker.email)
    for (const more of [
      { email: victim.email },
      { user: victim.id },
      { userId: victim.id },
      { account: victim.id },
    ])
      expect((await reset(token, more)).status).toBe(400)
    const ends = await Promise.all([reset(token), reset(token), reset(token)])
    expect(ends.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 400, 400])
    expect((await reset(token)).body.code).toBe('LINK_NOT_VALID')
    expect((await signIn(victim.email, PASSWORD)).status).toBe(200)
    expect((await signIn(attacker.email, NEW)).status).toBe(200)
  })

  it('RST-07 is for resetting alone, and nothing else is for that', async () => {
    const { email, token: session } = await somebody()
    const token = await resetToken(email)
    const asActivation = await ask('/v1/activate', { body: { token, password: NEW } })
    expect([asActivation.status, asActivation.body.code]).toEqual([400, 'LINK_NOT_VALID'])
    const setUp = { token, organization: 'evil', email: 'eve@evil.test', password: NEW }
    expect((await ask('/v1/setup', { body: setUp })).status).toBe(409)
    expect((await ask('/v1/demo/sign-in', { body: { token } })).status).toBe(400)
    expect((await send(mailing.url, 'GET', '/v1/account', { as: token })).status).toBe(401)
    const others = [a.invited.token, session, siege.program, `cpl_${'a'.repeat(43)}`, '', 'null']
    for (const other of others) expect((await reset(other)).status, other).toBe(400)
    expect((await send(mailing.url, 'GET', '/v1/account', { as: session })).status).toBe(200)
    // It was not spent by any of that.
    expect((await reset(token)).status).toBe(200)
    expect((await send(mailing.url, 'GET', '/v1/account', { as: session })).status).toBe(401)
  })

  it('is not spent by looking: link scanners fetch it, and look at it', async () => {
    const { email } = await somebody()
    const token = await resetToken(email)
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      for (const path of [`/reset?token=${token}`, `/v1/password/reset?token=${token}`])
        await send(mailing.url, method, path, {})
    }
    expect((await ask('/v1/links/inspect', { body: { token } })).status).toBe(200)
    expect((await reset(token)).status).toBe(200)
  })

  it('signs nobody in: the answer holds no session', async () => {
    const { email } = await somebody()
    const answer = await reset(await resetToken(email))
    expect([answer.status, answer.text, answer.headers.get('set-cookie')]).toEqual([200, '{}', null])
  })

  it('R22 stands in the clear in no file of the store and in no line of the log, before and after it is sent', async () => {
    const { email } = await somebody()
    const files = () =>
      readdirSync(dataDirectory).map((name) => readFileSync(join(dataDirectory, name)).toString('latin1'))
    const token = await resetToken(email)
    const secret = token.slice(4)
    expect(files().some((text) => text.includes(secret))).toBe(false)
    await reset(token, { password: 'canary granite wobble 99' })
    expect(files().some((text) => text.includes(secret) || text.includes('canary granite'))).toBe(false)
    const lines = logged.join('\n')
    expect(lines.length).toBeGreaterThan(0)
    expect(lines).not.toContain(secret)
    expect(lines).not.toContain('canary granite')
    // What is looked for can be found: the address is there.
    expect(files().some((text) => text.includes(email))).toBe(true)
  })
})

describe('passwords that are set', () => {
  const PLAIN = [
    'passwordpassword9',
    'qwertyuiopasdfgh',
    'acme acme acme acme',
    'a'.repeat(20),
    'iloveyouforever1',
  ]

  it('AUTH-22 AUTH-23 are judged alike on every path: reset, change, activation', async () => {
    const somebodys = await somebody()
    const token = await resetToken(somebodys.email)
    const paths: Record<string, (password: string) => Promise<Answer>> = {
      reset: (password) => reset(token, { password }),
      change: (password) =>
        ask('/v1/account/password', {
          as: somebodys.token,
          body: { current_password: PASSWORD, password },
          headers: elsewhere(),
        }),
      activation: (password) => ask('/v1/activate', { body: { token: a.invited.token, password } }),
    }
    for (const [path, set] of Object.entries(paths)) {
      for (const password of [...PLAIN, 'kqzvwxjyubmhfd']) {
        const { status, body } = await set(password)
        expect([status, body.errors[0]?.pointer], `${path} ${password}`).toEqual([400, '/password'])
        expect(body.detail).not.toContain(password)
      }
    }
    expect((await paths['change']!('kqzvwxjyubmhfdp')).status).toBe(200)
  }, 30_000)

  it('AUTH-26 changing takes the present one, and changes nobody else’s', async () => {
    const [mine, victim] = [await somebody(), await somebody()]
    const change = (body: object) =>
      ask('/v1/account/password', { as: mine.token, body, headers: elsewhere() })
    expect((await change({ password: NEW })).status).toBe(400)
    for (const current_password of ['', null, true, []])
      expect((await change({ current_password, password: NEW })).status).toBe(400)
    expect((await change({ current_password: 'a wrong guess', password: NEW })).body.code).toBe(
      'BAD_CREDENTIAL',
    )
    for (const more of [{ user: victim.id }, { account: victim.id }, { email: victim.email }])
      expect((await change({ current_password: PASSWORD, password: NEW, ...more })).status).toBe(400)
    expect(
      (await ask('/v1/account/password', { body: { current_password: PASSWORD, password: NEW } })).status,
    ).toBe(401)
    expect((await change({ current_password: PASSWORD, password: NEW })).status).toBe(200)
    expect((await signIn(victim.email, PASSWORD)).status).toBe(200)
    expect((await signIn(mine.email, NEW)).status).toBe(200)
  })
})

describe('guessing at two servers', () => {
  it('AUTH-10 of 200 guesses at one moment at both, no more are looked at than the limit', async () => {
    const { email } = await somebody()
    const guess = (at: number): Promise<Answer> =>
      at % 2 === 0
        ? signIn(email, `guess number ${at}`)
        : send(siege.server.url, 'POST', '/v1/sign-in', { body: { email, password: `guess number ${at}` } })
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => guess(at)))
    const counts = Map.groupBy(answers, ({ status }) => status)
    expect(counts.get(401)!.length).toBeLessThanOrEqual(10)
    expect([...counts.keys()].every((status) => [401, 429, 503].includes(status))).toBe(true)
    for (const status of [429, 503])
      for (const { headers } of counts.get(status) ?? [])
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    // Elsewhere too, they wait now.
    expect((await signIn(email, PASSWORD)).status).toBe(429)
  })
})
