/** TOK, SES: what goes on working after it should have ended: life of tokens, answers that are kept, sessions elsewhere. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
import { deviceSession, inDays, tokenOf } from './credentials.ts'
import type { Answer } from './message.ts'
import { Siege } from './siege.ts'

const DAY = 86_400_000

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const admin = (method: string, path: string, body?: object): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)

it('TOK-05 TOK-06 no token makes itself another that outlives it, or reaches further', async () => {
  const grants = [{ role: 'admin', scope: 'organization' }]
  const wide = await tokenOf(siege, siege.a.admin, grants)
  const service = await admin('POST', '/tokens', {
    name: 'robot',
    kind: 'service',
    grants: [{ role: 'viewer', scope: 'organization' }],
    expires_at: inDays(siege, 1),
  })
  expect(service.status).toBe(201)
  for (const as of [wide, service.body.secret]) {
    for (const kind of ['personal', 'service', undefined]) {
      const body = {
        name: `more ${kind}`,
        ...(kind !== undefined && { kind }),
        grants: [{ role: 'viewer', scope: 'organization' }],
        expires_at: inDays(siege, 300),
      }
      const { status, text } = await siege.at('acme', 'POST', '/tokens', { as, body })
      expect([kind, status, text.includes('cpt_')]).toEqual([kind, 403, false])
    }
  }
  const listed = (await admin('GET', '/tokens?limit=500')).body.items
  expect(listed.filter(({ name }) => name.startsWith('more '))).toEqual([])
})

it('TOK-05 a dry run of a token makes none and shows none', async () => {
  const body = {
    name: 'rehearsed',
    grants: [{ role: 'viewer', scope: 'organization' }],
    expires_at: inDays(siege, 1),
  }
  const dry = await admin('POST', '/tokens?dry_run=true', body)
  expect([dry.status, /cpt_|secret/.test(dry.text)]).toEqual([200, false])
  expect((await admin('GET', '/tokens?q=rehearsed')).body.items).toEqual([])
})

it('SES-03 an answer that is kept for a repeated request is shown to nobody who could not come in now', async () => {
  const headers = { 'idempotency-key': 'once-and-again' }
  const body = { name: 'Known to insiders', description: 'what only members may read' }
  const send = (as: string): Promise<Answer> => siege.at('acme', 'POST', '/groups', { as, body, headers })
  const ends: Readonly<Record<string, (id: string) => Promise<Answer>>> = {
    removed: (id) => admin('DELETE', `/users/${id}`),
    blocked: (id) => admin('POST', `/users/${id}/block`, {}),
    'out of the session': async (id) => {
      const [{ id: session } = { id: '' }] = (await admin('GET', `/sessions?user=${id}`)).body.items
      return admin('DELETE', `/sessions/${session}`)
    },
  }
  for (const [how, end] of Object.entries(ends)) {
    const who = await person(siege, `kept-${how.replaceAll(' ', '-')}@acme.test`, { role: 'admin' })
    await siege.at('beta', 'POST', '/users', { as: siege.b.admin.token, body: { email: who.email } })
    const first = await send(who.token)
    expect([how, first.status, (await send(who.token)).text === first.text]).toEqual([how, 201, true])
    expect((await end(who.id)).status).toBe(200)
    const again = await send(who.token)
    expect([how, again.status >= 400, again.text.includes('insiders')]).toEqual([how, true, false])
    expect((await siege.at('beta', 'GET', '', { as: who.token })).status).toBe(200)
    expect((await admin('DELETE', `/groups/${encodeURIComponent(body.name)}`)).status).toBe(200)
  }
})

it('SES-03 what an operator ended here stays ended in whatever the session lets in, and B is untouched', async () => {
  const who = await person(siege, 'travels@acme.test', { role: 'viewer' })
  await siege.at('beta', 'POST', '/users', { as: siege.b.admin.token, body: { email: who.email } })
  const [{ id } = { id: '' }] = (await admin('GET', `/sessions?user=${who.id}`)).body.items
  expect((await admin('DELETE', `/sessions/${id}`)).status).toBe(200)
  const device = await deviceSession(siege, who)
  for (const as of [who.token, device]) {
    expect((await siege.at('acme', 'GET', '/projects', { as })).status).toBe(401)
    expect((await siege.at('beta', 'GET', '', { as })).status).toBe(200)
    const grants = [{ role: 'viewer', scope: 'organization' }]
    const body = { name: 'back', grants, expires_at: inDays(siege, 1) }
    expect((await siege.at('acme', 'POST', '/tokens', { as, body })).status).toBe(401)
  }
})

it('TOK-10 a program that was let in is out as soon as the session that let it in has ended before it collected', async () => {
  const who = await person(siege, 'changes-mind@acme.test', { role: 'viewer' })
  const started = (await siege.send('POST', '/v1/device/start', { body: { client: 'cli' } })).body
  const { user_code, device_code } = started
  await siege.send('POST', '/v1/device/show', { as: who.token, body: { user_code } })
  await siege.send('POST', '/v1/device/decide', { as: who.token, body: { user_code, decision: 'approve' } })
  await siege.send('POST', '/v1/sign-out', { as: who.token, body: {} })
  const polled = await siege.send('POST', '/v1/device/token', { body: { device_code } })
  expect([polled.body.state, polled.text.includes('cps_')]).toEqual(['access_denied', false])
})

it('TOK-10 SES-05 a program’s session ends with what let it in at the latest, and asks for no fresh sign-in less', async () => {
  const who = await person(siege, 'a-month@acme.test', { role: 'viewer' })
  siege.later(DAY / 4)
  const device = await deviceSession(siege, who)
  const { body } = await siege.send('GET', '/v1/account/sessions', { as: device })
  const ends = new Set(body.items.map((item) => (item as unknown as { expires_at: string }).expires_at))
  expect([body.items.length, ends.size]).toEqual([2, 1])
  for (let hours = 6; hours < 24; hours += 6) {
    siege.later(DAY / 4)
    await siege.send('GET', '/v1/account', { as: device })
  }
  const change = { current_password: 'seven unrelated words in a row', password: 'a brand new long phrase' }
  const answer = await siege.send('POST', '/v1/account/password', { as: device, body: change })
  expect([answer.status, answer.body.code]).toEqual([401, 'STEP_UP_REQUIRED'])
})
