/** TOK-10: signing a program in through a browser, by somebody who should not get in. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { person } from './camp.ts'
import type { Answer } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const start = async () => (await siege.send('POST', '/v1/device/start', { body: { client: 'cli' } })).body
const poll = async (device_code: string) =>
  (await siege.send('POST', '/v1/device/token', { body: { device_code } })).body
const show = (as: string, user_code: string): Promise<Answer> =>
  siege.send('POST', '/v1/device/show', { as, body: { user_code } })
const decide = (as: string, user_code: string, decision = 'approve'): Promise<Answer> =>
  siege.send('POST', '/v1/device/decide', { as, body: { user_code, decision } })

it('TOK-10 nobody agrees blindly: what asks, from where and since when is shown to the session that decides', async () => {
  const who = await person(siege, 'careful@acme.test', { role: 'viewer' })
  const { user_code, device_code } = await start()
  expect((await decide(who.token, user_code)).status).toBe(412)
  expect((await poll(device_code)).state).toBe('authorization_pending')
  const shown = await show(who.token, user_code)
  expect(shown.text).toContain('"client":"cli"')
  expect(shown.text).toContain('"same_address":true')
  expect((await decide(who.token, user_code)).status).toBe(200)
})

it('TOK-10 a page of another site cannot agree for somebody who is signed in', async () => {
  const who = await person(siege, 'lured@acme.test', { role: 'viewer' })
  const { user_code, device_code } = await start()
  for (const path of ['show', 'decide'])
    for (const headers of [{ origin: 'https://evil.test' }, { origin: 'null' }, { origin: '' }]) {
      const body = { user_code, ...(path === 'decide' && { decision: 'approve' }) }
      const sent = { body, headers: { ...headers, cookie: `compartment=${who.token}` } }
      expect((await siege.send('POST', `/v1/device/${path}`, sent)).status).toBe(403)
    }
  expect((await poll(device_code)).state).toBe('authorization_pending')
})

it('TOK-10 codes cannot be tried one after the other', async () => {
  const who = await person(siege, 'guesses@acme.test', { role: 'viewer' })
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries++)
    statuses.push((await show(who.token, `BCDF-GHJ${'BCDFGHJKLMNP'[tries]}`)).status)
  expect(statuses[0]).toBe(404)
  expect(statuses.at(-1)).toBe(429)
  // Nor by asking another question, and nobody else has to wait for it.
  expect((await decide(who.token, 'BCDF-GHJB')).status).toBe(429)
  const other = await person(siege, 'waits-not@acme.test', { role: 'viewer' })
  const { user_code } = await start()
  expect((await show(other.token, user_code)).status).toBe(200)
})

it('TOK-10 a device code opens one session once, and none after it was refused', async () => {
  const who = await person(siege, 'once@acme.test', { role: 'viewer' })
  const { user_code, device_code } = await start()
  await show(who.token, user_code)
  await decide(who.token, user_code)
  const all = await Promise.all(Array.from({ length: 5 }, () => poll(device_code)))
  expect(all.filter(({ state }) => state === 'approved')).toHaveLength(1)
  siege.later(5000)
  expect((await poll(device_code)).state).toBe('expired_token')
  expect((await decide(who.token, user_code)).status).toBe(404)
  const refused = await start()
  await show(who.token, refused.user_code)
  await decide(who.token, refused.user_code, 'deny')
  expect((await poll(refused.device_code)).state).toBe('access_denied')
  expect((await decide(who.token, refused.user_code)).status).toBe(404)
})

it('TOK-10 whoever polls faster than told is told to slow down, even when somebody has agreed', async () => {
  const who = await person(siege, 'slowly@acme.test', { role: 'viewer' })
  const { user_code, device_code } = await start()
  expect((await poll(device_code)).state).toBe('authorization_pending')
  await show(who.token, user_code)
  await decide(who.token, user_code)
  expect((await poll(device_code)).state).toBe('slow_down')
  siege.later(10_000)
  expect((await poll(device_code)).state).toBe('approved')
})

it('TOK-10 what a program says of itself cannot pass for something else', async () => {
  const client = 'cli\u202e\u0000\u001b[2J <b>safe</b>'
  expect((await siege.send('POST', '/v1/device/start', { body: { client } })).status).toBe(400)
  const tidy = client.replace('\u0000', '')
  const { body } = await siege.send('POST', '/v1/device/start', { body: { client: tidy } })
  const shown = await show(siege.a.admin.token, body.user_code)
  // oxlint-disable-next-line no-control-regex
  expect((JSON.parse(shown.text) as { client: string }).client).toMatch(/^[^\u0000-\u001f\u202e<>]*$/)
})
