/** AUTH: signing in, guessing, and what the answers give away. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { person } from './camp.ts'
import { type Answer, PASSWORD, shapeOf, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())
// Whoever was made to wait has waited.
beforeEach(() => siege.later(31 * 60_000))

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status)

async function guesses(email: (at: number) => string, count: number, headers = {}): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < count; at++) answers.push(await siege.signIn(email(at), 'not the password', headers))
  return answers
}

describe('what is no password or address', () => {
  it('AUTH-01 a password that is no text is refused as a request, and begins no session', async () => {
    const { email } = siege.a.viewer
    for (const odd of [[PASSWORD], { $ne: '' }, 1, null, true]) {
      const { status, text } = await siege.signIn(email, odd)
      expect([status, text.includes('cps_')], JSON.stringify(odd)).toEqual([400, false])
    }
    expect((await siege.signIn(email)).body.token).toMatch(/^cps_/)
  })

  it('AUTH-02 an address that is a list is refused, on sign-in and on invitation', async () => {
    const { admin, viewer } = siege.a
    const email = [viewer.email, 'attacker@acme.test']
    expect((await siege.signIn(email)).status).toBe(400)
    expect((await siege.ask(admin, 'POST', '/users', { email })).status).toBe(400)
    expect((await siege.ask(admin, 'GET', '/users/attacker@acme.test')).status).toBe(404)
  })

  it('AUTH-03 a field that stands twice is refused, and no form is read', async () => {
    const { email } = siege.a.viewer
    const twice = `{"email":"${email}","email":"ben@beta.test","password":"${PASSWORD}"}`
    expect((await siege.send('POST', '/v1/sign-in', { raw: twice })).status).toBe(400)
    const raw = `email=${email}&email=ben@beta.test&password=${encodeURIComponent(PASSWORD)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await siege.send('POST', '/v1/sign-in', { raw, headers })).status).toBe(415)
  })
})

describe('guessing', () => {
  it('AUTH-05 made-up addresses of the sender neither lift the limit nor reach the journal', async () => {
    const { deployer, admin } = siege.a
    const spoofed = ['203.0.113.7', '::1', 'unknown'].map((address) => ({
      'x-forwarded-for': address,
      'x-real-ip': address,
      'cf-connecting-ip': address,
      forwarded: `for=${address}`,
    }))
    for (const headers of spoofed) await guesses(() => deployer.email, 3, headers)
    await guesses(() => deployer.email, 1)
    expect((await siege.signIn(deployer.email, PASSWORD, spoofed[0])).status).toBe(429)
    const sent = { as: admin.token, body: { name: 'spoofed' }, headers: spoofed[0]! }
    expect((await siege.at('acme', 'POST', '/groups', sent)).status).toBe(201)
    const { body } = await siege.ask(admin, 'GET', '/audit/events?limit=1')
    expect(body.items[0]!.actor.address).toBe('127.0.0.1')
  })

  it('AUTH-06 spellings of one address share one count', async () => {
    const { email } = siege.a.deployer
    const spellings = [email, email.toUpperCase(), ` ${email} `, email.replace('d', '\uff44')]
    // All of them are that account…
    expect((await siege.signIn(spellings[3])).body.user.email).toBe(email)
    const answers = await guesses((at) => spellings[at % spellings.length]!, 11)
    // … so the eleventh guess has to wait, however it is spelt.
    expect(statuses(answers)).toEqual([...Array<number>(10).fill(401), 429])
    expect((await siege.signIn(`${email}\u200b`)).status).toBe(401)
  })

  it('AUTH-07 an account has one name to sign in with: its id opens nothing, and guesses under it count nowhere', async () => {
    const { id, email } = siege.a.viewer
    for (const other of [id, email.split('@')[0]!, id.toUpperCase()])
      expect((await siege.signIn(other)).status, other).toBeGreaterThanOrEqual(400)
    for (const field of ['username', 'user', 'id', 'login']) {
      const body = { [field]: email, password: PASSWORD, answer_as: 'token' }
      expect((await siege.send('POST', '/v1/sign-in', { body })).status).toBe(400)
    }
    const answers = await guesses((at) => [id, email][at % 2]!, 24)
    expect(statuses(answers).filter((status) => status === 429).length).toBeGreaterThan(0)
    expect((await siege.signIn(email)).status).toBe(429)
  })

  it('AUTH-09 guesses at the change of the password and at the sign-in share one count', async () => {
    const { email, token } = await person(siege, 'guessed@acme.test')
    const change = (current_password: string): Promise<Answer> =>
      siege.send('POST', '/v1/account/password', {
        as: token,
        body: { current_password, password: 'granite wobble teapot 41' },
      })
    for (let at = 0; at < 5; at++) {
      expect((await change('a wrong guess')).body.code).toBe('BAD_CREDENTIAL')
      expect((await siege.signIn(email, 'a wrong guess')).status).toBe(401)
    }
    expect((await change(PASSWORD)).status).toBe(429)
    expect((await siege.signIn(email)).status).toBe(429)
    siege.later(60_000)
    expect((await change(PASSWORD)).status).toBe(200)
  }, 30_000)

  it('AUTH-10 of many guesses at one moment no more are looked at than of slow ones', async () => {
    const { email } = siege.a.second
    const answers = await Promise.all(Array.from({ length: 60 }, () => siege.signIn(email, 'a wrong guess')))
    expect(statuses(answers).filter((status) => status !== 429)).toHaveLength(10)
    const waiting = answers.find(({ status }) => status === 429)!
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('AUTH-11 one source that tries many accounts has to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => siege.signIn(`a${at}@acme.test`, 'spring')),
    )
    answers.push(...(await guesses((at) => `b${at}@acme.test`, 51, { 'x-forwarded-for': '203.0.113.9' })))
    expect(statuses(answers).filter((status) => status === 401)).toHaveLength(100)
    expect(answers.at(-1)!.status).toBe(429)
  }, 30_000)

  it('AUTH-11 a source that has to wait cannot push out the counts of others by made-up accounts', async () => {
    const { email } = siege.a.viewer
    const { throttle, clock } = siege.server.deps
    for (let at = 0; at < 10; at++) await throttle.attempt(email, '198.51.100.1', clock())
    for (let at = 0; at < 3000; at++) await throttle.attempt(`made-up-${at}`, '198.51.100.2', clock())
    expect(await throttle.attempt(email, '198.51.100.3', clock())).toBeGreaterThan(0)
  })
})

describe('what answers give away', () => {
  it('AUTH-13 nobody, a wrong password, blocked, removed and invited people look the same', async () => {
    const { blocked, removed, invited, viewer } = siege.a
    const known = await siege.signIn(viewer.email, 'not the password')
    const told = async (email: string): Promise<[string, string[]]> => {
      const answer = await siege.signIn(email, email === viewer.email ? 'wrong again' : PASSWORD)
      return [shapeOf(answer), [...answer.headers.keys()]]
    }
    for (const { email } of [{ email: 'ghost@acme.test' }, blocked, removed, invited, viewer]) {
      expect(await told(email), email).toEqual([shapeOf(known), [...known.headers.keys()]])
    }
  }, 30_000)

  it('AUTH-13 a locked account and a locked nobody look the same', async () => {
    const lock = async (email: string): Promise<string> => shapeOf((await guesses(() => email, 11)).at(-1)!)
    expect(await lock('ghost@acme.test')).toBe(await lock(siege.a.viewer.email))
  }, 30_000)
})

describe('who is not let in', () => {
  it('AUTH-18 a blocked person: by password, session and link', async () => {
    const { admin, blocked } = siege.a
    expect((await siege.signIn(blocked.email)).status).toBe(401)
    expect((await siege.send('GET', '/v1/account', { as: blocked.token })).status).toBe(401)
    const { body } = await siege.ask(admin, 'POST', '/users', { email: 'shut@acme.test' })
    const link = tokenIn(body.invitation!.activation_url)
    await siege.ask(admin, 'POST', '/users/shut@acme.test/block', {})
    expect((await siege.accept(link)).body.code).toBe('BLOCKED')
    await siege.ask(admin, 'POST', '/users/shut@acme.test/unblock', {})
    expect((await siege.accept(link)).status).toBe(200)
  })

  it('AUTH-19 a removed person who is invited again: the old session stays dead', async () => {
    const { admin } = siege.a
    const gone = await person(siege, 'gone@acme.test', { role: 'deployer' })
    await siege.ask(admin, 'DELETE', `/users/${gone.id}`)
    const again = await siege.ask(admin, 'POST', '/users', { email: gone.email })
    expect([again.status, again.body.user.roles]).toEqual([201, []])
    expect((await siege.send('GET', '/v1/account', { as: gone.token })).status).toBe(401)
    expect((await siege.signIn(gone.email)).status).toBe(200)
  })

  it('AUTH-22 a password that anybody would try first is refused, with the reason', async () => {
    const { token, email } = siege.a.invited
    const plain = [
      'passwordpassword9',
      'passwordpassword1',
      'qwertyuiopasdfgh',
      'acme acme acme acme',
      email,
      'a'.repeat(20),
    ]
    for (const password of plain) {
      const { status, body } = await siege.accept(token, { password })
      expect([status, body.errors[0]?.pointer], password).toEqual([400, '/password'])
      expect(body.detail).not.toContain(password)
    }
  })

  it('AUTH-23 fourteen characters are too few, fifteen of one kind are enough', async () => {
    const { token } = siege.a.invited
    expect((await siege.accept(token, { password: 'kqzvwxjyubmhfd' })).status).toBe(400)
    expect((await siege.accept(token, { password: 'kqzvwxjyubmhfdp' })).status).toBe(200)
  })

  it('AUTH-25 once there is an admin nobody can set the server up, and no default opens it', async () => {
    const { token } = siege.b.invited
    const body = { token, organization: 'evil', email: 'eve@evil.test', password: PASSWORD }
    expect((await siege.send('POST', '/v1/setup', { body })).body.code).toBe('ALREADY_SET_UP')
    expect((await siege.at('evil', 'GET', '', { as: siege.a.admin.token })).status).toBe(404)
    for (const [email, password] of [
      ['admin', 'admin'],
      ['admin@localhost', 'changeme'],
      ['root', 'root'],
    ])
      expect((await siege.signIn(email, password)).status).toBe(401)
  })
})
