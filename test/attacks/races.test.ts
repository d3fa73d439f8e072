/** RACE: at the same moment, on one store. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../src/server.ts'
import { person } from './camp.ts'
import { type Answer, PASSWORD, send, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-attacks-'))
let siege: Siege
/** A second process' worth of server on the same store. */
let other: RunningServer
beforeAll(async () => {
  siege = await Siege.lay({ store: { dataDirectory } })
  other = await siege.beside({ dataDirectory })
})
afterAll(async () => {
  await other.close()
  await siege[Symbol.asyncDispose]()
  rmSync(dataDirectory, { recursive: true })
})

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)
const there = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
  const sent = { as: siege.a.second.token, headers, ...(body !== undefined && { body }) }
  return send(other.url, method, `/v1/organizations/acme${path}`, sent)
}
const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b)

it('RACE-01 of two admins who remove each other over two servers one stays', async () => {
  for (let round = 0; round < 3; round++) {
    const given = { role: 'admin' }
    const [one, two] = [
      await person(siege, `one${round}@acme.test`, given),
      await person(siege, `two${round}@acme.test`, given),
    ]
    const path = (who: { id: string }) => `/v1/organizations/acme/users/${who.id}`
    const both = await Promise.all([
      send(siege.server.url, 'DELETE', path(two), { as: one.token }),
      send(other.url, 'DELETE', path(one), { as: two.token }),
    ])
    const left = statuses(both)
    expect([left[0], left[1]! >= 400 && left[1]! < 500]).toEqual([200, true])
  }
})

it('RACE-02 once taking a role away was answered, no check that begins later allows', async () => {
  const { id, email } = await person(siege, 'checked@acme.test', { role: 'viewer' })
  const body = { principal: email, permission: 'project.read', scope: 'billing' }
  const found = await admin('GET', `/assignments?user=${id}`)
  let answered = Number.POSITIVE_INFINITY
  const late: boolean[] = []
  const early: boolean[] = []
  const checking = Array.from({ length: 4 }, async () => {
    for (let at = 0; at < 40; at++) {
      const began = performance.now()
      const { allowed } = (await admin('POST', '/access/check', body)).body
      ;(began > answered ? late : early).push(allowed)
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 15))
  expect((await admin('DELETE', `/assignments/${found.body.items[0]!.id}`)).status).toBe(200)
  answered = performance.now()
  await Promise.all(checking)
  expect([early.includes(true), late.length > 0, late.includes(true)]).toEqual([true, true, false])
})

it('RACE-03 things that go while they are used leave nothing half done', async () => {
  for (let round = 0; round < 5; round++) {
    await admin('POST', '/roles', { name: 'Fleeting', permissions: ['project.read'] })
    const { email } = await person(siege, `fleeting${round}@acme.test`)
    const { body } = await admin('POST', '/users', { email: `leaving${round}@acme.test` })
    const link = { token: tokenIn(body.invitation!.activation_url), password: PASSWORD }
    const answers = await Promise.all([
      there('POST', '/assignments', { role: 'Fleeting', user: email, scope: 'billing' }),
      admin('DELETE', '/roles/Fleeting'),
      send(other.url, 'POST', '/v1/activate', { body: link }),
      admin('DELETE', `/users/leaving${round}@acme.test`),
    ])
    for (const { status, text } of answers) expect(status, text).toBeLessThan(500)
  }
  expect((await admin('GET', '/assignments?q=Fleeting')).body.items).toEqual([])
  expect((await admin('GET', '/users?q=leaving')).body.items).toEqual([])
  expect((await admin('POST', '/audit/verify', {})).body.verified).toBe(true)
})

it('RACE-05 of many who take one name one gets it, over both servers', async () => {
  const makes = (path: string, body: object): Promise<Answer>[] =>
    Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? admin : there)('POST', path, body))
  const made: [string, object][] = [
    ['/projects', { name: 'contested' }],
    ['/groups', { name: 'Contested' }],
    ['/users', { email: 'contested@acme.test' }],
  ]
  for (const [path, body] of made)
    expect(statuses(await Promise.all(makes(path, body))), path).toEqual([
      201,
      ...Array<number>(11).fill(409),
    ])
})

it('RACE-06 a request that was on its way when its sender lost the right changes nothing', async () => {
  const { id, token } = await person(siege, 'slow@acme.test', { role: 'admin' })
  await admin('POST', '/groups', { name: 'Kept' })
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode('{"name":'))
      await new Promise((resolve) => setTimeout(resolve, 60))
      controller.enqueue(new TextEncoder().encode('"Slow"}'))
      controller.close()
    },
  })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const slow = fetch(`${siege.server.url}/v1/organizations/acme/groups`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect((await admin('PUT', `/users/${id}/role`, { role: 'viewer' })).status).toBe(200)
  expect((await slow).status).toBe(403)
  expect((await admin('GET', '/groups?q=slow')).body.items).toEqual([])
})

it('RACE-09 the second of two editors is told, also where the other wrote on another server', async () => {
  await admin('POST', '/roles', { name: 'Shared', permissions: ['project.read'] })
  for (let round = 0; round < 5; round++) {
    const revision = (await admin('GET', '/roles/Shared')).headers.get('compartment-revision')!
    const read = await there('GET', '/roles/Shared', undefined, { 'compartment-at-least': revision })
    const tag = { 'if-match': read.headers.get('etag')! }
    // This one comes in between, and the other server has not seen it yet.
    expect((await admin('PUT', '/roles/Shared', { permissions: [] })).status).toBe(200)
    const late = await there('PUT', '/roles/Shared', { description: `late ${round}` }, tag)
    expect([late.status, late.body.code]).toEqual([412, 'PRECONDITION_FAILED'])
    expect((await admin('PUT', '/roles/Shared', { permissions: ['project.read'] })).status).toBe(200)
  }
  const now = await admin('GET', '/roles/Shared')
  const fresh = {
    'if-match': now.headers.get('etag')!,
    'compartment-at-least': now.headers.get('compartment-revision')!,
  }
  expect((await there('PUT', '/roles/Shared', { description: 'in time' }, fresh)).status).toBe(200)
})

it('RACE-09 of an edit under a condition and one without, at once, the condition is not passed over', async () => {
  await admin('POST', '/groups', { name: 'Both' })
  for (let round = 0; round < 10; round++) {
    const tag = (await admin('GET', '/groups/Both')).headers.get('etag')!
    const [plain, guarded] = await Promise.all([
      admin('PUT', '/groups/Both', { description: `plain ${round}` }),
      siege.at('acme', 'PUT', '/groups/Both', {
        as: siege.a.admin.token,
        body: { description: `guarded ${round}` },
        headers: { 'if-match': tag },
      }),
    ])
    const { description } = (await admin('GET', '/groups/Both')).body
    expect(plain.status).toBe(200)
    // Either it was first, and the other wrote over it, or it was late, and was told.
    expect([guarded.status, description]).toEqual([guarded.status === 200 ? 200 : 412, `plain ${round}`])
  }
})
