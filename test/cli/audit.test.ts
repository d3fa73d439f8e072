/** `audit export`, `audit verify` and `audit checkpoints` against the real server; verifying again without it. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine } from './recorded-terminal.ts'

let house: House
let admin: Machine
let folder: string
/** Of whoever has no server at all. */
const auditor = machine({ env: { COMPARTMENT_API_URL: 'http://127.0.0.1:1' } })

beforeAll(async () => {
  house = await openHouse({ memory: true } as never)
  admin = machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: house.token } })
  folder = mkdtempSync(join(tmpdir(), 'compartment-audit-cli-'))
  await admit(house, 'bo@acme.example')
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string): string => join(folder, name)

describe('audit export', () => {
  it('writes a new file for its owner alone, which is verified without a server', async () => {
    const out = file('audit.ndjson')
    expect(await cli(admin, 'audit', 'export', '--out', out)).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Wrote .*audit\.ndjson \(\d+ bytes\)\.\n$/) as unknown,
    })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const { exit, out: said } = await cli(auditor, 'audit', 'verify', out)
    expect([exit, said]).toEqual([0, expect.stringContaining('nothing was changed, left out or reordered')])
    expect(said).toContain('compare it with the one you kept')
    expect(await cli(admin, 'audit', 'export', '--out', out)).toMatchObject({
      exit: 64,
      err: expect.stringContaining('is there already') as unknown,
    })
  })

  it('is verified against the key and the checkpoint that somebody kept', async () => {
    const { out: kept } = await cli(admin, 'audit', 'checkpoints', '--limit', '1', '--output', 'json')
    const { items, key } = JSON.parse(kept) as { items: object[]; key: { public_key: string } }
    writeFileSync(file('key.pem'), key.public_key)
    writeFileSync(file('kept.json'), JSON.stringify(items[0]))
    const trusted = ['--public-key', file('key.pem'), '--checkpoint', file('kept.json')]
    const verified = await cli(auditor, 'audit', 'verify', file('audit.ndjson'), ...trusted)
    expect(verified).toMatchObject({ exit: 0, err: '' })
    expect(verified.out).not.toContain('compare it')
    expect(await cli(admin, 'audit', 'verify', '--checkpoint', file('kept.json'))).toMatchObject({ exit: 0 })
  })

  it('that was changed is not verified, names where, and ends with 2; what is none cannot be told', async () => {
    const text = readFileSync(file('audit.ndjson'), 'utf8')
    writeFileSync(file('changed.ndjson'), text.replace('"sequence":3,"change":1', '"sequence":3,"change":2'))
    const changed = await cli(auditor, 'audit', 'verify', file('changed.ndjson'))
    expect([changed.exit, changed.out]).toEqual([2, expect.stringContaining('✗ not verified: record 3')])
    writeFileSync(file('cut.ndjson'), text.slice(0, -30))
    for (const name of ['cut.ndjson', 'key.pem', 'nothing.ndjson'])
      expect((await cli(auditor, 'audit', 'verify', file(name))).exit, name).toBe(3)
  })

  it('goes to standard output as it comes, filtered as the list is', async () => {
    const csv = await cli(admin, 'audit', 'export', '--format', 'csv', '--type', 'member')
    expect(csv.exit).toBe(0)
    const rows = csv.out.trimEnd().split('\r\n')
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows.slice(1)) expect(row).toMatch(/,member\./)
  })
})

describe('audit list', () => {
  it('shows both logs, and is narrowed by what it is about', async () => {
    const both = await cli(admin, 'audit', 'list', '--limit', '500')
    expect(both.out).toContain('audit.exported')
    expect(both.out).toContain('organization.created')
    const about = await cli(admin, 'audit', 'list', '--target', 'bo@acme.example', '--log', 'journal')
    expect(about.out).toContain('member.added')
    expect(about.out).not.toContain('organization.created')
  })

  it('verifies online with what was counted', async () => {
    const { exit, out } = await cli(admin, 'audit', 'verify')
    expect(exit).toBe(0)
    expect(out).toMatch(/✓ verified: \d+ events, nothing was changed[^]*checkpoint/)
  })
})
