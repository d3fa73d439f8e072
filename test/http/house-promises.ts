/** What the whole house promises over HTTP, whichever store it stands on. */
import { randomBytes } from 'node:crypto'
import { Agent, request as send } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { problem } from '../../src/contract/shapes/answer.ts'
import { evaluationFailure } from '../../src/contract/shapes/ofrep.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { admit, type House, openHouse, stranger } from './house.ts'

const BASE = '/v1/organizations/acme'
const operations = Object.values(OPERATIONS) as unknown as Operation[]

/** @param open a store of the test’s own, and what removes it */
export function housePromises(
  open: () => Promise<{ store?: Config['store']; close: () => Promise<void> }>,
): void {
  let house: House
  let outsider: string
  let opened: { store?: Config['store']; close: () => Promise<void> }

  beforeAll(async () => {
    opened = await open()
    house = await openHouse(opened.store)
    await house.admin.createProject({ organization: 'acme', body: { name: 'billing' } })
    outsider = (await admit(house, 'vera@acme.example')).token
  })
  afterAll(async () => {
    await house[Symbol.asyncDispose]()
    await opened.close()
  })

  const ask = async (
    path: string,
    { token = house.token, method = 'GET', body, headers = {} }: Asked = {},
  ) => {
    const content = body === undefined ? undefined : JSON.stringify(body)
    const type = content === undefined ? {} : { 'content-type': 'application/json' }
    const authorization = token === '' ? {} : { authorization: `Bearer ${token}` }
    return fetch(`${house.url}${path}`, {
      method,
      headers: { ...type, ...authorization, ...headers } as Record<string, string>,
      body: content ?? null,
    })
  }

  describe('every operation', () => {
    it.each(operations.map((one) => [one.name, one] as const))(
      '%s answers its contract or a problem, never a fault',
      async (_name, operation) => {
        const path = operation.path.replace('{organization}', 'acme').replaceAll(/\{\w+\}/g, 'nothing')
        const body = operation.body === undefined ? undefined : {}
        const asked = {
          method: operation.method,
          ...(body && { body }),
          ...(operation.name === 'signOut' && { token: outsider }),
        }
        const without = await ask(path, { ...asked, token: '' })
        if (!('public' in operation.access)) expect(without.status).toBe(401)
        const answer = await ask(path, asked)
        if (!('public' in operation.access)) expect(answer.status).not.toBe(401)
        expect(answer.status).toBeLessThan(500)
        const refusal = operation.protocol === 'ofrep' ? evaluationFailure.strict() : problem.strict()
        if (answer.ok && operation.media !== undefined) {
          expect(operation.media).toContain(answer.headers.get('content-type')?.split(';')[0])
          await answer.text()
          return
        }
        const shape = answer.ok ? operation.answer : refusal
        shape.parse(await answer.json())
      },
    )
  })

  describe('somebody else’s organization', () => {
    let sam: string
    beforeAll(async () => {
      sam = await stranger(house)
    })
    it.each([
      '',
      '/roles',
      '/users',
      '/users/ana@acme.example',
      '/projects/billing',
      '/audit/events',
      '/settings',
      '/assignments',
    ])('looks exactly like one that is not there: %s', async (path) => {
      const foreign = await ask(`${BASE}${path}`, { token: sam })
      const missing = await ask(`/v1/organizations/none${path}`, { token: sam })
      expect(foreign.status).toBe(404)
      expect(headersOf(foreign)).toEqual(headersOf(missing))
      expect(anonymous(await foreign.text())).toBe(anonymous(await missing.text()))
    })
  })

  describe('a cursor', () => {
    it('continues, and cannot be made up', async () => {
      const first = await house.admin.listRoles({ organization: 'acme', limit: 2 })
      const cursor = first.next_cursor!
      const second = await house.admin.listRoles({ organization: 'acme', limit: 2, cursor })
      expect(second.items.map(({ name }) => name)).not.toEqual(first.items.map(({ name }) => name))
      const middle = Math.floor(cursor.length / 2)
      const forged = [
        cursor.slice(0, -2),
        `${cursor}AA`,
        cursor.slice(0, middle) + (cursor[middle] === 'A' ? 'B' : 'A') + cursor.slice(middle + 1),
        'e30',
        randomBytes(40).toString('base64url'),
        "' or 1=1 --",
        '%00',
      ]
      for (const one of forged) {
        const answer = await ask(`${BASE}/roles?limit=2&cursor=${encodeURIComponent(one)}`)
        expect([one, answer.status]).toEqual([one, 400])
      }
      expect((await ask(`${BASE}/users?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
    })
  })

  describe('an idempotency key', () => {
    it('lets one of ten equal writes run, and keeps its answer in the store', async () => {
      const headers = { 'idempotency-key': randomBytes(8).toString('hex') }
      const create = () => ask(`${BASE}/projects`, { method: 'POST', body: { name: 'shipping' }, headers })
      const statuses = (await Promise.all(Array.from({ length: 10 }, create))).map(({ status }) => status)
      expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1)
      expect(statuses.every((status) => status === 201 || status === 409)).toBe(true)
      const again = await create()
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
      const { items } = await house.admin.listAuditEvents({ organization: 'acme', type: 'project.created' })
      expect(items.filter(({ data }) => JSON.stringify(data).includes('shipping'))).toHaveLength(1)
      const other = await ask(`${BASE}/projects`, { method: 'POST', body: { name: 'other' }, headers })
      expect(other.status).toBe(422)
    })

    it('does not bring back a link that was shown once', async () => {
      const headers = { 'idempotency-key': randomBytes(8).toString('hex') }
      const invite = () =>
        ask(`${BASE}/users`, { method: 'POST', body: { email: 'once@acme.example' }, headers })
      expect(await (await invite()).text()).toContain('activation_url')
      const again = await invite()
      expect(again.status).toBe(409)
      expect(await again.text()).not.toContain('token=')
      const rows = await house.server.deps.store.rows(
        house.server.deps.store.build.from.selectFrom('idempotency_keys').selectAll(),
      )
      expect(JSON.stringify(rows)).not.toContain('token=')
    })
  })

  describe('an entity tag', () => {
    it('guards an edit', async () => {
      await house.admin.createRole({
        organization: 'acme',
        body: { name: 'support', permissions: ['project.read'] },
      })
      const tag = (await ask(`${BASE}/roles/support`)).headers.get('etag')!
      const edit = (description: string) =>
        ask(`${BASE}/roles/support`, { method: 'PUT', body: { description }, headers: { 'if-match': tag } })
      const statuses = (await Promise.all(['one', 'two', 'three'].map(edit))).map(({ status }) => status)
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412, 412])
    })
  })

  describe('a revision', () => {
    it('comes with every answer to a member, and can be demanded', async () => {
      const answer = await ask(`${BASE}/roles`)
      const revision = answer.headers.get('compartment-revision')!
      expect(revision).toMatch(/^acme@\d+$/)
      expect((await ask(`${BASE}/roles`, { headers: { 'compartment-at-least': revision } })).status).toBe(200)
      const ahead = await ask(`${BASE}/roles`, { headers: { 'compartment-at-least': 'acme@999999' } })
      expect([ahead.status, ((await ahead.json()) as { code: string }).code]).toEqual([503, 'NOT_FRESH'])
    })
  })

  describe('operations of the server', () => {
    it('is ready, and shows its metrics on the other listener only', async () => {
      const ready = await ask('/readyz', { token: '' })
      expect(await ready.json()).toEqual({
        status: 'ready',
        checks: { store: true, migrations: true, snapshots: true, serving: true },
      })
      expect((await ask('/metrics', { token: '' })).status).toBe(404)
      const metrics = await fetch(house.server.metricsUrl)
      expect(await metrics.text()).toMatch(
        /compartment_requests_total\{operation="listRoles",status="200"\} \d+/,
      )
      expect((await fetch(new URL('/v1/account', house.server.metricsUrl))).status).toBe(404)
    })
  })

  describe('stopping under load', () => {
    it('loses no request that was accepted', async () => {
      const second = await open()
      await using other = await openHouse(second.store, 500)
      const outcomes = await Promise.all([
        stopping(other),
        ...Array.from({ length: 16 }, (_, at) => hammer(other, at)),
      ])
      const answered = outcomes.slice(1) as { ok: number; lost: string[] }[]
      expect(answered.flatMap(({ lost }) => lost)).toEqual([])
      expect(answered.reduce((sum, { ok }) => sum + ok, 0)).toBeGreaterThan(50)
      await second.close()
    })
  })
}

type Asked = { token?: string; method?: string; body?: unknown; headers?: Record<string, string> }

function headersOf({ headers }: Response): Record<string, string> {
  const { date: _, 'content-length': __, ...rest } = Object.fromEntries(headers)
  return rest
}

/** Without what names the request itself: its reference, and the organization that was asked for. */
function anonymous(text: string): string {
  return text.replace(/"reference":"\w+"/, '').replace(/`(acme|none)`/, '')
}

async function stopping(house: House): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400))
  await house.server.close()
}

/** Sends reads and writes over one kept connection until the server says that it goes, or no longer listens. */
async function hammer(house: House, client: number): Promise<{ ok: number; lost: string[] }> {
  const { hostname, port } = new URL(house.url)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const result = { ok: 0, lost: [] as string[] }
  for (let at = 0; ; at++) {
    const isWrite = at % 4 === 0
    const body = isWrite ? JSON.stringify({ name: `p${client}-${at}` }) : ''
    const outcome = await new Promise<string>((resolve) => {
      const request = send({
        agent,
        host: hostname,
        port,
        path: `${BASE}/projects`,
        method: isWrite ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${house.token}`,
          ...(isWrite && { 'content-type': 'application/json' }),
        },
      })
      request.on('response', (response) => {
        response
          .resume()
          .on('end', () =>
            resolve(response.headers.connection === 'close' ? 'last' : String(response.statusCode)),
          )
          .on('error', (error) => resolve(error.message))
      })
      request.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? error.message))
      request.end(body)
    })
    if (outcome === 'ECONNREFUSED') break
    if (['200', '201', 'last'].includes(outcome)) result.ok++
    else result.lost.push(outcome)
    if (outcome === 'last' || result.lost.length > 0) break
  }
  agent.destroy()
  return result
}
