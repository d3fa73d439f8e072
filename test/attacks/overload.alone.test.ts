/** DOS-01, DOS-05, DOS-07, AUTH-21: clients that take their time or send too much, and slots that somebody else holds. */
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDoor } from '../http/door-stub.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

async function opened(text: string): Promise<Socket> {
  const socket = connect(Number(new URL(siege.server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(text)
  return socket
}

/** The slowest of some requests, in milliseconds. */
async function slowest(count: number): Promise<number> {
  let most = 0
  for (let at = 0; at < count; at++) {
    const began = performance.now()
    expect((await siege.ask(siege.a.viewer, 'GET', '/projects')).status).toBe(200)
    most = Math.max(most, performance.now() - began)
  }
  return most
}

it('DOS-01 hundreds of connections that never end their request keep nobody waiting, and are given up', async () => {
  const { token } = siege.a.viewer
  const head = `POST /v1/organizations/acme/groups HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`
  const starts = [
    '',
    'GET /v1/acc',
    `${head}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{"na`,
  ]
  const sockets = await Promise.all(Array.from({ length: 600 }, (_, at) => opened(starts[at % 3]!)))
  expect(await slowest(50)).toBeLessThan(1000)
  for (const socket of sockets) socket.destroy()
  await using door = await openDoor()
  const { server } = door.app
  const limits = [server.requestTimeout, server.headersTimeout, server.keepAliveTimeout]
  for (const limit of limits) expect([limit > 0, limit <= 75_000]).toEqual([true, true])
})

it('DOS-01 an export that nobody reads stops being made', async () => {
  const { token } = siege.a.admin
  const ask = `GET /v1/organizations/acme/audit/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`
  const sockets = await Promise.all(Array.from({ length: 50 }, () => opened(ask)))
  for (const socket of sockets) socket.pause()
  expect(await slowest(20)).toBeLessThan(2000)
  for (const socket of sockets) socket.destroy()
  expect(
    (await siege.ask(siege.a.admin, 'GET', '/audit/export')).text.trimEnd().split('\n').length,
  ).toBeGreaterThan(20)
})

it('DOS-05 very many headers, cookies, parameters and levels are refused, and the server goes on', async () => {
  const many = Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`x-${at}`, 'y'.repeat(40)]))
  const big = await siege.send('GET', '/healthz', { headers: many }).catch(() => ({ status: 431 }))
  expect(big.status).toBe(431)
  const cookie = Array.from({ length: 300 }, (_, at) => `c${at}=1`).join('; ')
  expect((await siege.send('GET', '/v1/account', { headers: { cookie } })).status).toBe(401)
  const query = Array.from({ length: 500 }, (_, at) => `a${at}=1`).join('&')
  expect((await siege.ask(siege.a.viewer, 'GET', `/projects?${query}`)).status).toBe(400)
  const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, 1]))
  expect((await siege.ask(siege.a.admin, 'POST', '/groups', { name: 'x', ...keys })).status).toBe(400)
  const deep = `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`
  expect((await siege.at('acme', 'POST', '/groups', { as: siege.a.admin.token, raw: deep })).status).toBe(400)
  const checks = Array.from({ length: 1001 }, () => ({
    principal: siege.a.viewer.email,
    permission: 'project.read',
    scope: 'billing',
  }))
  expect((await siege.ask(siege.a.admin, 'POST', '/access/batch', { checks })).status).toBe(400)
  expect(await slowest(5)).toBeLessThan(1000)
})

it('AUTH-21 odd characters in a password are a clean answer, and a huge one is not hashed', async () => {
  const { email } = siege.a.viewer
  for (const odd of ['\0'.repeat(16), 'half \ud800 a character']) {
    expect((await siege.signIn(email, odd)).status).toBe(400)
  }
  expect((await siege.signIn(email, '🦊'.repeat(64))).status).toBe(401)
  expect((await siege.signIn(email, 'x'.repeat(1024 * 1024))).status).toBe(413)
  const began = performance.now()
  expect((await siege.signIn(email, 'x'.repeat(500_000))).status).toBe(400)
  expect(performance.now() - began).toBeLessThan(200)
})

it('DOS-07 nobody without a session holds a slot that others need', async () => {
  // Sign-ins of programs: one address fills its own places and nobody else’s; setting up is over.
  const statuses: number[] = []
  for (let at = 0; at < 25; at++)
    statuses.push((await siege.send('POST', '/v1/device/start', { body: { client: 'flood' } })).status)
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429])
  const body = { token: 'cpl_x', organization: 'mine', email: 'e@x.test', password: 'a phrase that is long' }
  for (let at = 0; at < 20; at++)
    expect((await siege.send('POST', '/v1/setup', { body })).status).toBeGreaterThanOrEqual(400)
  for (let at = 0; at < 30; at++)
    await siege.send('POST', '/v1/password/forgot', { body: { email: siege.a.viewer.email } })
  expect((await siege.signIn(siege.a.viewer.email)).status).toBe(200)
  siege.later(11 * 60_000)
  expect((await siege.send('POST', '/v1/device/start', { body: { client: 'cli' } })).status).toBe(200)
})
