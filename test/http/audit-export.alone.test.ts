/** Exporting over HTTP: a stream of any length, from a server whose memory does not grow with it. */

import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heads } from '../../src/store/store.ts'
import { held } from '../support/held.ts'
import { admit, type House, openHouse } from './house.ts'

const RECORDS = 200_000
const LOOK_EVERY = 10_000

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

const path = (query = '') => `${house.url}/v1/organizations/acme/audit/export${query}`
const ask = (query = '', token = house.token) =>
  fetch(path(query), { headers: { authorization: `Bearer ${token}` } })

describe('an export', () => {
  it.each([
    ['ndjson', 'application/x-ndjson'],
    ['ocsf', 'application/x-ndjson'],
    ['csv', 'text/csv'],
  ])('in %s comes as %s, to be saved and never kept by a cache', async (format, type) => {
    const answer = await ask(`?format=${format}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="acme-audit-/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await answer.text()).length).toBeGreaterThan(500)
  })

  it('is refused as every operation is: before its first byte', async () => {
    expect((await ask('?format=xml')).status).toBe(400)
    expect((await ask('', 'cps_00000000000000000000000000')).status).toBe(401)
    const { token } = await admit(house, 'vera@acme.example')
    const refused = await ask('', token)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      403,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('comes through the client as a stream', async () => {
    const stream = await house.admin.exportAuditEvents({ organization: 'acme', format: 'csv' })
    expect(await new Response(stream).text()).toMatch(/^id,log,time/)
  })

  it(`of ${RECORDS} records is whole, and takes no memory`, { timeout: 180_000 }, async () => {
    await lengthen(RECORDS)
    const before = held()
    let most = 0
    let lines = 0
    const answer = await ask()
    for await (const line of createInterface({ input: Readable.fromWeb(answer.body as NodeStream) })) {
      if (line.startsWith('{"kind":"change"')) lines++
      if (lines % LOOK_EVERY === 0) most = Math.max(most, held() - before)
    }
    const { sequence } = (await heads(house.server.deps.store))[0]!
    expect(lines).toBe(sequence)
    expect(lines).toBeGreaterThanOrEqual(RECORDS)
    expect(most / 1e6).toBeLessThan(40)
  })

  it('that nobody reads stops at the buffers, and whoever goes away ends it', async () => {
    const reads = { count: 0 }
    const answer = await ask()
    const reader = answer.body!.getReader()
    await reader.read()
    const { deps } = house.server
    const rows = deps.store.rows.bind(deps.store)
    deps.store.rows = ((...given: Parameters<typeof rows>) => {
      if (JSON.stringify(given[0].compile().sql).includes('journal')) reads.count++
      return rows(...given)
    }) as typeof rows
    await new Promise((resolve) => setTimeout(resolve, 300))
    const stalled = reads.count
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(reads.count - stalled).toBeLessThan(3)
    await reader.cancel()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const ended = reads.count
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(reads.count).toBe(ended)
    deps.store.rows = rows
  })
})

/** Records that a long history would leave; they go past the program, which could not write them so fast. */
async function lengthen(records: number): Promise<void> {
  const { store, organizations } = house.server.deps
  const living = (await organizations.named('acme'))!
  let [head] = await heads(store, [living.id])
  const deed = { at: Date.now(), actor: { account: null, type: 'system' }, command: 'group create' } as const
  const text = 'x'.repeat(150)
  for (let written = 0; written < records; written += 2000) {
    const events = Array.from({ length: 1000 }, (_, n) => {
      const group = { id: `grp_${written}_${n}`, name: `G${written}-${n}`, description: text }
      return [
        { type: 'group.created', data: { group } },
        { type: 'group.deleted', data: { group } },
      ] as const
    }).flat()
    const batch = { ...deed, organization: living.id, expectedSequence: head!.sequence, events }
    const outcome = await store.commit({ batches: [batch] })
    if (outcome.outcome !== 'committed') throw new Error(outcome.outcome)
    head = outcome.heads[0]
  }
  await living.inTurn(() => living.catchUp())
}
