/** SES-13, OPS-02, AUD-01: what is stolen or seen opens nothing; what cannot be recorded does not happen. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeBackup } from '../../src/operations/backup/take-backup.ts'
import { deviceSession, tokenOf } from './credentials.ts'
import { PASSWORD, tokenIn } from './message.ts'
import { Siege } from './siege.ts'

const folder = mkdtempSync(join(tmpdir(), 'compartment-secrets-'))
const lines: string[] = []
let siege: Siege
/** Every secret that was given out. */
const secrets: string[] = [PASSWORD]
beforeAll(async () => {
  siege = await Siege.lay({ log: (line) => lines.push(line) })
  const { admin, viewer, nobody, invited } = siege.a
  const personal = await tokenOf(siege, viewer, [{ role: 'viewer', scope: 'organization' }])
  const device = await deviceSession(siege, viewer)
  const started = (await siege.send('POST', '/v1/device/start', { body: { client: 'cli' } })).body
  const reset = await siege.ask(admin, 'POST', `/users/${nobody.id}/password-reset`, {})
  const { reset_url } = reset.body as unknown as { reset_url: string }
  secrets.push(personal, device, started.device_code, started.user_code, tokenIn(reset_url))
  secrets.push(viewer.token, admin.token, invited.token, siege.program)
})
afterAll(async () => {
  await siege[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

it('SES-13 nothing in a backup opens anything: no secret is in it, and no value of it is one', async () => {
  const { store, clock, auditKeys } = siege.server.deps
  const path = join(folder, 'stolen.backup')
  await takeBackup({ store, path, now: clock(), publicKey: auditKeys.publicKeys })
  const text = gunzipSync(readFileSync(path)).toString()
  expect(text).toContain(siege.a.viewer.email)
  for (const secret of secrets) expect(text).not.toContain(secret.replace(/^cp[a-z]_/, ''))
  const values = new Set(text.match(/[\w+/=-]{20,200}/g))
  expect(values.size).toBeGreaterThan(100)
  for (const value of values) {
    for (const prefix of ['cps_', 'cpt_']) {
      const as = `${prefix}${value.replaceAll(/[^\w-]/g, '')}`
      expect((await siege.send('GET', '/v1/account', { as })).status, as).toBe(401)
    }
  }
  for (const value of [...values].slice(0, 150)) {
    const body = { token: `cpl_${value}`.slice(0, 200), password: PASSWORD }
    for (const door of ['/v1/activate', '/v1/password/reset', '/v1/setup', '/v1/links/inspect'])
      expect((await siege.send('POST', door, { body })).status).toBe(400)
  }
})

it('OPS-02 no secret is in a log at its finest, in metrics, in health or in what anybody may read', async () => {
  const seen = [lines.join('')]
  for (const path of ['/healthz', '/readyz', '/openapi.json', '/', '/.well-known/authzen-configuration'])
    seen.push((await siege.send('GET', path)).text)
  seen.push(await (await fetch(siege.server.metricsUrl)).text())
  expect(lines.length).toBeGreaterThan(50)
  for (const text of seen) for (const secret of secrets) expect(text).not.toContain(secret)
  const key = siege.server.deps.secretKey
  for (const spelt of ['hex', 'base64', 'base64url'] as const)
    for (const text of seen) expect(text).not.toContain(Buffer.from(key).toString(spelt))
})

it('AUD-01 a change whose record cannot be written is not made, in the store or in memory', async () => {
  const { store } = siege.server.deps
  const raw = (sql: string) => store.write([{ sql, parameters: [] }])
  const named = async (): Promise<number> => {
    const { body } = await siege.ask(siege.a.admin, 'GET', '/groups?q=Unrecorded')
    return body.items.length
  }
  const make = () => siege.ask(siege.a.admin, 'POST', '/groups', { name: 'Unrecorded' })
  for (const table of ['journal', 'groups']) {
    const trigger = `create trigger full_${table} before insert on "${table}" begin select raise(abort, 'no'); end`
    await raw(trigger)
    expect((await make()).status).toBeGreaterThanOrEqual(500)
    await raw(`drop trigger full_${table}`)
    expect(await named()).toBe(0)
    const { body } = await siege.ask(siege.a.admin, 'GET', '/audit/events?q=group.created')
    expect(body.items).toEqual([])
  }
  expect([(await make()).status, await named()]).toEqual([201, 1])
  expect((await siege.ask(siege.a.admin, 'POST', '/audit/verify', {})).body.verified).toBe(true)
})
