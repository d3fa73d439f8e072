/** What holds of backups, from either database into either. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { restoreBackup } from '../../../src/operations/backup/restore-backup.ts'
import { takeBackup } from '../../../src/operations/backup/take-backup.ts'
import { dump, isHalfRestored, openStore, type Store, type StoreOptions } from '../../../src/store/store.ts'
import type { Kind } from '../../store/support/stores.ts'

import { PASSWORD, second, Town } from '../../support/town.ts'
import { SECRET as AGED_SECRET, aged, cutNow, days, grownOld } from '../audit/aged-town.ts'

type Acme = Awaited<ReturnType<typeof Town.withAcme>>

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7))

/** Every kept row, by table; what a restore changes on purpose is left out. */
async function content(store: Store): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>()
  let rows: string[] = []
  await dump(store, (part) => {
    if ('table' in part) tables.set(part.table, (rows = []))
    else if ('rows' in part) rows.push(...part.rows.map((row) => JSON.stringify(row)))
  })
  for (const changed of ['tokens', 'activity', 'activity_batches', 'install']) tables.delete(changed)
  return tables
}

async function people(town: Acme) {
  const bo = await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
  const waiting = await town.invite(town.ada, 'wil@acme.test')
  const link = new URL(waiting.invitation!.activation_url!).searchParams.get('token')!
  return { bo, link }
}

export function backupPromises(from: Kind, into: Kind): void {
  const folder = mkdtempSync(join(tmpdir(), 'compartment-backup-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let files = 0
  const taken = async (town: Town): Promise<string> => {
    const path = join(folder, `${files++}.backup`)
    const { store, auditKeys } = town.deps
    await takeBackup({ store, path, now: town.now, publicKey: auditKeys.publicKeys })
    return path
  }
  const restored = (path: string, options: StoreOptions, keepTokens = false) =>
    restoreBackup({ path, store: options, clock: () => Date.UTC(2026, 5, 1), keepTokens })
  const withTown = async (work: (town: Acme) => Promise<void>): Promise<void> => {
    await using place = await from.fresh()
    await using town = await Town.withAcme(place.options, { secretKey: SECRET })
    await work(town)
  }

  describe(`a backup of ${from.name} in ${into.name}`, () => {
    it('OPS-06 has every row that is kept, verifies, and is what its journal says', async () => {
      await withTown(async (town) => {
        await people(town)
        await second(town, 'beta')
        await keepAudit(town.deps)
        const path = await taken(town)
        await using place = await into.fresh()
        const found = await restored(path, place.options)
        expect(found).toMatchObject({ organizations: 2 })
        const store = await openStore(place.options)
        try {
          expect(await content(store)).toEqual(await content(town.deps.store))
          expect(await isHalfRestored(store)).toBe(false)
        } finally {
          await store.close()
        }
      })
    })

    it('OPS-04 brings back no session, link or token; people sign in again with their passwords', async () => {
      await withTown(async (town) => {
        const { link } = await people(town)
        const { session } = await town.result(undefined, 'signIn', {
          body: { email: 'bo@acme.test', password: PASSWORD },
        })
        const program = await town.ask(town.ada, 'whoAmI')
        expect(program).toBeDefined()
        const shown = await town.ask(town.ada, 'resetUserPassword', {
          params: { user: 'bo@acme.test' },
          body: {},
        })
        const { reset_url } = shown as { reset_url: string }
        const path = await taken(town)
        await using place = await into.fresh()
        expect(await restored(path, place.options)).toMatchObject({ revokedTokens: 1 })
        await using later = await Town.open(place.options, SECRET)
        expect(await later.caller(session!.token)).toBeUndefined()
        const body = { token: link, password: PASSWORD }
        expect(await later.code(later.result(undefined, 'activate', { body }))).toBe('LINK_NOT_VALID')
        const reset = { token: new URL(reset_url).searchParams.get('token')!, password: `${PASSWORD} anew` }
        expect(await later.code(later.result(undefined, 'resetPassword', { body: reset }))).toBe(
          'LINK_NOT_VALID',
        )
        const open = later.deps.store.build.from
          .selectFrom('tokens')
          .select('id')
          .where('revoked_at', 'is', null)
        expect(await later.deps.store.rows(open)).toEqual([])
        const again = await later.result(undefined, 'signIn', {
          body: { email: 'bo@acme.test', password: PASSWORD },
        })
        expect(await later.caller(again.session!.token)).toMatchObject({ type: 'user' })
      })
    })

    it('goes on: the restored server writes, signs and verifies, and everybody can read that it was restored', async () => {
      await withTown(async (town) => {
        await keepAudit(town.deps)
        const path = await taken(town)
        await using place = await into.fresh()
        await restored(path, place.options)
        await using later = await Town.open(place.options, SECRET)
        later.now = Date.UTC(2026, 5, 2)
        const { session } = await later.result(undefined, 'signIn', {
          body: { email: 'ada@acme.test', password: PASSWORD },
        })
        const ada = (await later.caller(session!.token))!
        await later.ask(ada, 'createGroup', { body: { name: 'After' } })
        await keepAudit(later.deps)
        expect(await later.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({
          verified: true,
          checkpoints: 2,
        })
        const { items } = await later.ask(ada, 'listAuditEvents', { query: { type: 'backup.restored' } })
        expect(items).toMatchObject([{ data: { taken_at: town.now } }])
      })
    })

    it('OPS-06 is of one moment, although others go on writing', async () => {
      await withTown(async (town) => {
        if (!from.shared) return
        const state = { writing: true }
        let written = 0
        const write = async (): Promise<void> => {
          for (; state.writing; written++) {
            await town.ask(town.ada, 'createGroup', { body: { name: `G${written}` } })
            await setImmediate()
          }
        }
        const writer = write()
        const early = Promise.withResolvers<void>()
        const look = setInterval(() => written >= 20 && early.resolve(), 5)
        await Promise.race([early.promise, writer])
        clearInterval(look)
        const path = await taken(town)
        state.writing = false
        await writer
        await using place = await into.fresh()
        // The restore itself shows that tables and journal are of one moment.
        expect(await restored(path, place.options)).toMatchObject({ organizations: 1 })
      })
    })

    it('is refused where there is something already, and where it was changed, cut or rewritten', async () => {
      await withTown(async (town) => {
        await keepAudit(town.deps)
        const path = await taken(town)
        {
          await using place = await into.fresh()
          await restored(path, place.options)
          await expect(restored(path, place.options)).rejects.toThrow('there is an installation here already')
        }
        const text = gunzipSync(readFileSync(path)).toString()
        const broken = async (change: (text: string) => string): Promise<unknown> => {
          const other = join(folder, `${files++}.backup`)
          writeFileSync(other, gzipSync(change(text)))
          await using place = await into.fresh()
          // Not handed out before it is done: the place goes with this function.
          return await restored(other, place.options)
        }
        await expect(broken((all) => all.replace('ada@acme.test', 'eve@acme.test'))).rejects.toThrow(
          'damaged',
        )
        await expect(broken((all) => all.slice(0, -200))).rejects.toThrow(/damaged|broke off/)
        await expect(broken((all) => all.replace('compartment-backup', 'something'))).rejects.toThrow()
        // With a fitting sum at its end the chain inside still tells.
        const { rehashed } = await import('./rehashed.ts')
        await expect(
          broken((all) => rehashed(all.replace(/\[("org_\w+"),2,\d+/, '[$1,2,1'))),
        ).rejects.toThrow('does not verify')
        await expect(
          broken((all) => rehashed(all.replace('"table":"groups"', '"table":"secrets"'))),
        ).rejects.toThrow('does not know')
        expect(readdirSync(folder).length).toBeGreaterThan(0)
      })
    })

    it('of a journal that was cut begins where it began, is told from there, and is cut again', async () => {
      await using place = await from.fresh()
      await using town = await aged(place.options)
      await grownOld(town)
      const cut = await cutNow(town)
      const path = await taken(town)
      const text = gunzipSync(readFileSync(path)).toString()
      const { rehashed } = await import('./rehashed.ts')
      const forged = join(folder, `${files++}.backup`)
      // The record that said it first is gone: only the state at the cut has it.
      const changed = text.replace('\\"passwords\\":true', '\\"passwords\\":false')
      expect(changed).not.toBe(text)
      writeFileSync(forged, gzipSync(rehashed(changed)))
      {
        await using other = await into.fresh()
        await expect(restored(forged, other.options)).rejects.toThrow('does not verify')
      }
      await using other = await into.fresh()
      expect(await restored(path, other.options)).toMatchObject({ organizations: 1 })
      await using later = await Town.open(other.options, AGED_SECRET, { journalDays: 90 })
      later.now = town.now
      const body = { email: 'ada@acme.test', password: PASSWORD }
      const ada = (await later.caller((await later.result(undefined, 'signIn', { body })).session!.token))!
      expect(await later.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({
        verified: true,
        cut: { through: cut.through },
      })
      const ask = { principal: 'ada@acme.test', permission: 'project.read', scope: 'billing' }
      const asked = (revision: number) =>
        later.ask(ada, 'checkAccess', { body: { ...ask, revision: `acme@${revision}` } })
      expect(await asked(cut.through)).toMatchObject({ allowed: true })
      expect(await later.code(asked(cut.through - 1))).toBe('CANNOT_TELL')
      const again = Object.assign(later, { ada, service: ada, acme: town.acme, moments: [] })
      await days(again, 2)
      await grownOld(again)
      expect(await cutNow(again)).toMatchObject({ number: 2, previous: cut.hash })
      expect(await later.ask(ada, 'verifyAudit', { body: {} })).toMatchObject({ verified: true })
    })

    it('keeps tokens only where it is told to', async () => {
      await withTown(async (town) => {
        const path = await taken(town)
        await using place = await into.fresh()
        expect(await restored(path, place.options, true)).toMatchObject({ revokedTokens: 0 })
      })
    })
  })
}
