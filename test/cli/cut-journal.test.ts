/** What people see of a journal whose beginning was removed: at the command line and over HTTP, with the server that removed it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutJournals } from '../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../src/operations/audit/keep-checkpoints.ts'
import { type JournalCut, lastCut } from '../../src/store/store.ts'
import { type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine } from './recorded-terminal.ts'

const DAY = 86_400_000
let house: House
let admin: Machine
let folder: string
let cut: JournalCut
let from: string

beforeAll(async () => {
  house = await openHouse({ memory: true } as never)
  admin = machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: house.token } })
  folder = mkdtempSync(join(tmpdir(), 'compartment-cut-cli-'))
  const { deps } = house.server
  await keepAudit(deps)
  await house.admin.createGroup({ organization: 'acme', body: { name: 'Ops' } })
  // All of it is now three months ago.
  await cutJournals({ ...deps, clock: () => deps.clock() + 91 * DAY, journalDays: 90 })
  cut = (await lastCut(deps.store, (await deps.organizations.named('acme'))!.id))!
  from = new Date(cut.knownFrom).toISOString()
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const QUESTION = ['ana@acme.example', 'project.read', '--at', 'organization'] as const

describe('a question about what was removed', () => {
  it.each([
    ['access check', ['access', 'check', ...QUESTION, '--at-time', '2020-01-01T00:00:00Z']],
    ['access check, by revision', ['access', 'check', ...QUESTION, '--at-revision', 'acme@1']],
    ['access explain', ['access', 'explain', ...QUESTION, '--at-revision', 'acme@1']],
    ['access who', ['access', 'who', 'project.read', '--at-revision', 'acme@1']],
    ['access what', ['access', 'what', 'ana@acme.example', '--at-revision', 'acme@1']],
    ['access history', ['access', 'history', ...QUESTION, '--since', '2020-01-01T00:00:00Z']],
    ['audit revert', ['audit', 'revert', '2', '--yes']],
  ])('%s cannot be told: 3, with from when on it can', async (_, argv) => {
    const { exit, out, err } = await cli(admin, ...argv)
    expect([exit, out]).toEqual([3, ''])
    expect(err).toContain(`error: cannot tell: the journal is kept from ${from} on`)
    expect(err).toContain('(CANNOT_TELL')
    expect(err).toContain(`next: ask about ${from} or later`)
  })

  it('is 410 over HTTP, names the field, and one behind the cut is answered', async () => {
    const ask = async (revision: string): Promise<Response> =>
      fetch(`${house.url}/v1/organizations/acme/access/check`, {
        method: 'POST',
        headers: { authorization: `Bearer ${house.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          principal: 'ana@acme.example',
          permission: 'project.read',
          scope: 'organization',
          revision,
        }),
      })
    const gone = await ask('acme@1')
    expect(gone.status).toBe(410)
    expect(await gone.json()).toMatchObject({ code: 'CANNOT_TELL', errors: [{ pointer: '/revision' }] })
    expect((await ask(`acme@${cut.through}`)).status).toBe(200)
    expect((await ask(`acme@${cut.through + 1}`)).status).toBe(200)
  })
})

describe('audit verify', () => {
  it('says where the journal begins, online and of an export', async () => {
    const online = await cli(admin, 'audit', 'verify')
    expect(online.exit).toBe(0)
    expect(online.out).toMatch(/✓ verified: 1 event, nothing was changed/)
    expect(online.out).toContain(`begins behind record ${cut.through}`)
    const out = join(folder, 'audit.ndjson')
    expect((await cli(admin, 'audit', 'export', '--out', out)).exit).toBe(0)
    const offline = await cli(machine(), 'audit', 'verify', out)
    expect(offline.exit).toBe(0)
    expect(offline.out).toContain(`begins behind record ${cut.through}`)
  })

  it('the removal itself is in the log', async () => {
    const { out, err } = await cli(admin, 'audit', 'list', '--type', 'journal')
    expect(err).toMatch(/^The journal is kept from .* on: what was older was removed\.\n$/)
    expect(out).toContain('journal.cut')
    const { out: json } = await cli(admin, 'audit', 'list', '--type', 'journal', '--output', 'json')
    expect(JSON.parse(json)).toMatchObject({
      items: [{ data: { number: 1, through: cut.through, hash: cut.hash } }],
    })
  })
})
