/** The example that `docs/guides/client.md` shows, against a running server. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedService } from '../../examples/guarded-service/service.ts'
import { createClient } from '../../src/contract/client.ts'
import { admit, type House, openHouse } from '../http/house.ts'

const ACME = { organization: 'acme' }
const [ANA, BEA] = ['ana@acme.example', 'bea@acme.example']

let house: House
let running: Server[] = []
beforeAll(async () => {
  house = await openHouse()
  for (const name of ['billing', 'website']) await house.admin.createProject({ ...ACME, body: { name } })
  await admit(house, BEA)
  const body = { user: BEA, role: 'viewer', scope: 'billing' }
  await house.admin.createAssignment({ ...ACME, body })
})
afterAll(async () => {
  for (const one of running) one.close()
  running = []
  await house[Symbol.asyncDispose]()
})

type Ask = (method: string, path: string, user?: string) => Promise<[number, unknown]>

async function started(client = house.admin): Promise<Ask> {
  const service = guardedService({
    client,
    ...ACME,
    reports: new Map([
      ['billing', 'paid'],
      ['website', 'up'],
    ]),
    whoIs: ({ headers }) => headers['x-user'] as string | undefined,
  })
  running.push(service)
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  return async (method, path, user) => {
    const headers: Record<string, string> = user === undefined ? {} : { 'x-user': user }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
    return [answer.status, await answer.json()]
  }
}

describe('the guarded service', () => {
  it('lists what the person may read, with one batch', async () => {
    const ask = await started()
    expect(await ask('GET', '/reports', ANA)).toEqual([200, ['billing', 'website']])
    expect(await ask('GET', '/reports', BEA)).toEqual([200, ['billing']])
    expect(await ask('GET', '/reports', 'nobody@acme.example')).toEqual([200, []])
    expect((await ask('GET', '/reports'))[0]).toBe(401)
  })

  it('shows and deletes what the person may, and hides what they may not know', async () => {
    const ask = await started()
    expect(await ask('GET', '/reports/billing', BEA)).toEqual([200, { project: 'billing', report: 'paid' }])
    expect((await ask('GET', '/reports/website', BEA))[0]).toBe(404)
    expect((await ask('DELETE', '/reports/website', BEA))[0]).toBe(404)
    expect((await ask('DELETE', '/reports/billing', BEA))[0]).toBe(403)
    expect(await ask('DELETE', '/reports/billing', ANA)).toEqual([200, { project: 'billing', deleted: true }])
    expect((await ask('GET', '/reports/billing', ANA))[0]).toBe(404)
  })

  it('refuses the next request after access was taken away', async () => {
    const ask = await started()
    expect((await ask('GET', '/reports/billing', BEA))[0]).toBe(200)
    await house.admin.blockUser({ ...ACME, user: BEA, body: {} })
    expect((await ask('GET', '/reports/billing', BEA))[0]).toBe(404)
    await house.admin.unblockUser({ ...ACME, user: BEA, body: {} })
    expect((await ask('GET', '/reports/billing', BEA))[0]).toBe(200)
  })

  it.each([
    ['its token is not valid', { token: `cpt_${'0'.repeat(32)}` }],
    ['nobody answers', { url: 'http://127.0.0.1:9' }],
  ])('allows nothing when %s', async (_, changed) => {
    const ask = await started(createClient({ url: house.url, token: house.token, ...changed }))
    for (const path of ['/reports', '/reports/billing']) expect((await ask('GET', path, ANA))[0]).toBe(503)
  })
})

describe('the client', () => {
  const check = { principal: ANA, permission: 'project.read', scope: 'billing' }

  it('tells the revision of every answer, and asks for one that is at least as new', async () => {
    const seen: (string | undefined)[] = []
    const { url, token } = house
    const client = createClient({ url, token, seen: ({ revision }) => void seen.push(revision) })
    let written: string | undefined
    const role = { name: 'Reader of the day', permissions: ['project.read'] }
    await client.createRole({ ...ACME, body: role }, { seen: ({ revision }) => void (written = revision) })
    const { revision } = await client.checkAccess({ ...ACME, body: check }, { atLeast: written! })
    expect([written, revision]).toEqual(seen)
    const atLeast = 'acme@999999'
    await expect(client.checkAccess({ ...ACME, body: check }, { atLeast })).rejects.toMatchObject({
      problem: { status: 503, code: 'NOT_FRESH' },
    })
  })

  it('gives up after its time, and when it is told to', async () => {
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error))
      })
    const client = createClient({ url: house.url, fetch: never, timeout: 10 })
    await expect(client.checkAccess({ ...ACME, body: check })).rejects.toThrow(/no answer from/)
    const signal = AbortSignal.abort(new Error('not any more'))
    const told = createClient({ url: house.url, token: house.token })
    await expect(told.checkAccess({ ...ACME, body: check }, { signal })).rejects.toThrow('not any more')
  })
})
