/** What holds of a journal whose beginning was removed, whichever store it is on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stateOf } from '../../../src/core/index.ts'
import { Anchor } from '../../../src/operations/audit/anchor.ts'
import { cutJournals } from '../../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { keepStatesNow } from '../../../src/operations/past/keep-states.ts'
import { PastSnapshots } from '../../../src/operations/past/past-snapshots.ts'
import { chain } from '../../../src/store/journal.ts'
import { rowOf } from '../../../src/store/journal-rows.ts'
import { isConsistent } from '../../../src/store/merkle.ts'
import {
  canonicalJson,
  cutJournal,
  GENESIS,
  type Head,
  journalCuts,
  listActivity,
  loadState,
  readJournal,
} from '../../../src/store/store.ts'
import type { Kind } from '../../store/support/stores.ts'
import { type Aged, aged, cutNow, DAY, DAYS, days, grownOld, logsOf } from './aged-town.ts'

const HOUR = 3_600_000
const iso = (at: number): string => new Date(at).toISOString()

/** Removes the past from memory, so that every question goes to the store. */
const forgetful = (town: Aged): PastSnapshots => {
  const { store, states, cuts } = town.deps
  return new PastSnapshots(store, { states, cuts })
}

export function retention(kind: Kind): void {
  const on = (what: string, work: (town: Aged) => Promise<void>): void => {
    it(`${what} (${kind.name})`, async () => {
      await using place = await kind.fresh()
      await using town = await aged(place.options)
      await work(town)
    })
  }

  on(
    'a journal is cut at the newest checkpoint that is old enough, and both logs still verify',
    async (town) => {
      await cutJournals(town.deps)
      expect(await journalCuts(town.deps.store, town.acme)).toEqual([])
      town.now += (DAYS - 5) * DAY
      await days(town, 2)
      const old = town.moments.findLast(({ at }) => at < town.now - DAYS * DAY)!
      const cut = await cutNow(town)
      expect(cut).toMatchObject({ number: 1, through: old.revision, count: old.revision, previous: GENESIS })
      const [first] = await readJournal(town.deps.store, town.acme, cut.through + 1, 1)
      expect(first).toMatchObject({ sequence: cut.through + 1, previousHash: cut.head })
      const seen = await listActivity(town.deps.store, town.acme, {
        types: ['journal.cut'],
        order: 'descending',
        limit: 9,
      })
      expect(seen.map(({ data }) => data)).toEqual([
        { number: 1, through: cut.through, count: cut.count, hash: cut.hash },
      ])
      const { snapshot } = (await town.deps.organizations.named('acme'))!
      expect(await logsOf(town, town.acme)).toMatchObject({
        journal: { valid: true, head: { sequence: snapshot.revision } },
      })
      expect((await logsOf(town, town.acme)).problem).toBeUndefined()
      expect(await town.ask(town.ada, 'verifyAudit', { body: {} })).toMatchObject({
        verified: true,
        events: snapshot.revision - cut.through,
        cut: { through: cut.through, known_from: iso(cut.knownFrom) },
      })
    },
  )

  on('the last record stays however old it is, and nothing is cut twice', async (town) => {
    town.now += 1000 * DAY
    const { snapshot } = (await town.deps.organizations.named('acme'))!
    const cut = await cutNow(town)
    expect(cut.through).toBe(town.moments.at(-2)!.revision)
    expect(cut.through).toBeLessThan(snapshot.revision)
    town.now += 2 * DAY
    expect(await cutNow(town)).toEqual(cut)
  })

  on('a second cut goes on from the first, takes the place of its state, and waits a day', async (town) => {
    await grownOld(town)
    const first = await cutNow(town)
    await days(town, 3)
    town.now += DAYS * DAY - 45 * HOUR
    const second = await cutNow(town)
    expect(second).toMatchObject({ number: 2, previous: first.hash, count: second.through - first.through })
    town.now += 21 * HOUR
    expect(await cutNow(town)).toEqual(second)
    town.now += 4 * HOUR
    expect(await cutNow(town)).toMatchObject({ number: 3, previous: second.hash })
    expect((await logsOf(town, town.acme)).journal.valid).toBe(true)
    expect((await logsOf(town, town.acme)).problem).toBeUndefined()
  })

  on(
    'a checkpoint that a wrong clock signed as old is not cut at while a record in it is new',
    async (town) => {
      const here = town.now
      const safe = town.moments.at(-1)!.revision
      town.now += DAYS * DAY
      await town.ask(town.ada, 'createGroup', { body: { name: 'of a new time' } })
      town.now = here
      await days(town, 2)
      town.now = here + (DAYS + 5) * DAY
      await grownOld(town, 0)
      expect(await cutNow(town)).toMatchObject({ through: safe })
    },
  )

  on('where another number of records would go than the cut says, nothing is written', async (town) => {
    await grownOld(town)
    const cut = await cutNow(town)
    const { store } = town.deps
    const later = { ...cut, number: 2, through: cut.through + 1, count: 2 }
    expect((await store.write(cutJournal(store.build, later, []))).outcome).toBe('conflict')
    expect(await journalCuts(store, town.acme)).toEqual([cut])
    expect(await readJournal(store, town.acme, cut.through + 1, 1)).toHaveLength(1)
    expect((await store.write(cutJournal(store.build, { ...later, count: 1 }, []))).outcome).toBe('committed')
  })

  on('much is cut in steps that each verify', async (town) => {
    await grownOld(town)
    await cutJournals(town.deps, 4)
    const cuts = await journalCuts(town.deps.store, town.acme)
    expect(cuts.length).toBeGreaterThan(3)
    expect(town.moments.at(-1)!.revision - cuts.at(-1)!.through).toBeLessThan(4)
    expect(await logsOf(town, town.acme)).toMatchObject({ journal: { valid: true } })
  })

  on(
    'every question behind the cut is answered as before it, and every one before it cannot be told',
    async (town) => {
      await days(town, 3)
      const { store } = town.deps
      const { revision: last } = (await town.deps.organizations.named('acme'))!.snapshot
      const before = new Map<number, string>()
      for (let revision = 1; revision <= last; revision++)
        before.set(revision, canonicalJson(stateOf(await forgetful(town).at(town.acme, revision))))
      const ask = { principal: 'ada@acme.test', permission: 'project.read', scope: 'billing' }
      const asked = async (body: object) => town.ask(town.ada, 'checkAccess', { body: { ...ask, ...body } })
      const told = new Map<string, unknown>()
      for (const { at } of town.moments) told.set(iso(at), await asked({ at: iso(at) }))
      const history = async (since: number) =>
        town.ask(town.ada, 'accessHistory', { body: { ...ask, since: iso(since) } })
      const half = town.moments[6]!
      const flips = (await history(half.at)).items
      const memory = forgetful(town)
      await memory.at(town.acme, 3)
      town.now = half.at + DAYS * DAY + DAY / 2
      const cut = await cutNow(town)
      expect(cut.through).toBe(half.revision)
      // What is still in memory from before the cut leads no further.
      expect(canonicalJson(stateOf(await memory.at(town.acme, cut.through + 1)))).toBe(
        before.get(cut.through + 1),
      )

      for (let revision = 1; revision <= last; revision++) {
        if (revision >= cut.through) {
          const now = canonicalJson(stateOf(await forgetful(town).at(town.acme, revision)))
          expect(now, String(revision)).toBe(before.get(revision))
          await asked({ revision: `acme@${revision}` })
        } else {
          const refused = await town.refusal(asked({ revision: `acme@${revision}` }))
          expect(refused.refusal, String(revision)).toMatchObject({ code: 'CANNOT_TELL', field: '/revision' })
          expect(refused.refusal.detail).toContain(iso(cut.knownFrom))
          const undone = town.ask(town.ada, 'revertChange', { body: { sequence: revision } })
          expect(await town.code(undone)).toBe('CANNOT_TELL')
        }
      }
      const atTheCut = town.ask(town.ada, 'revertChange', { body: { sequence: cut.through } })
      expect(await town.code(atTheCut)).toBe('CANNOT_TELL')
      for (const { at } of town.moments) {
        if (at >= cut.knownFrom) expect(await asked({ at: iso(at) })).toEqual(told.get(iso(at)))
        else expect(await town.code(asked({ at: iso(at) }))).toBe('CANNOT_TELL')
      }
      expect(await town.code(asked({ at: iso(cut.knownFrom - 1) }))).toBe('CANNOT_TELL')
      await asked({ at: iso(cut.knownFrom) })
      expect((await history(half.at)).items).toEqual(flips)
      const early = await town.refusal(history(cut.knownFrom - 1))
      expect(early.refusal).toMatchObject({ code: 'CANNOT_TELL', field: '/since' })
      expect(early.refusal.next).toContain(iso(cut.knownFrom))
      const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { log: 'journal', limit: 200 } })
      expect(items.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: last - cut.through }, (_, n) => last - n),
      )
      expect(canonicalJson(await loadState(store, town.acme))).toBe(before.get(last))
    },
  )

  on('state checkpoints in front of a cut go with it, and new ones are made from it', async (town) => {
    const { deps, acme } = town
    await keepStatesNow(deps, 5)
    await grownOld(town)
    const cut = await cutNow(town)
    const count = async (): Promise<number[]> =>
      (await deps.store.rows(deps.store.build.from.selectFrom('state_checkpoints').select('sequence'))).map(
        ({ sequence }) => sequence,
      )
    expect((await count()).every((sequence) => sequence > cut.through)).toBe(true)
    await days(town, 30)
    await keepStatesNow({ ...deps, past: forgetful(town) }, 5)
    expect((await count()).some((sequence) => sequence > cut.through)).toBe(true)
    const { revision } = (await deps.organizations.named('acme'))!.snapshot
    expect(canonicalJson(stateOf(await forgetful(town).at(acme, revision)))).toBe(
      canonicalJson(await loadState(deps.store, acme)),
    )
  })

  on('later checkpoints prove that they go on from one at the cut or behind it', async (town) => {
    const items = async () => (await town.ask(town.ada, 'listCheckpoints', { query: { limit: 100 } })).items
    const sizes = (await items()).map(({ journal }) => journal.size)
    town.now = town.moments[4]!.at + DAYS * DAY + DAY / 2
    const cut = await cutNow(town)
    await grownOld(town, 0)
    await keepAudit(town.deps)
    const all = await items()
    const newest = all[0]!.journal
    expect(newest.size).toBeGreaterThan(Math.max(...sizes))
    for (const { journal } of all) {
      const query = { first: journal.size, second: newest.size }
      const asked = town.ask(town.ada, 'proveConsistency', { query })
      if (journal.size < cut.through) expect(await town.code(asked)).toBe('CANNOT_TELL')
      else expect(isConsistent(journal, newest, (await asked).proof), String(journal.size)).toBe(true)
    }
  })

  on('a journal that was changed is not cut, so that what shows it stays', async (town) => {
    const { store } = town.deps
    await grownOld(town)
    await store.write([
      store.build.update('journal', { organization: town.acme, sequence: 3 }, { reason: 'forged' }),
    ])
    await cutJournals(town.deps)
    expect(await journalCuts(store, town.acme)).toEqual([])
    expect(town.logged.some((line) => line.includes('nothing is removed'))).toBe(true)
    expect((await logsOf(town, town.acme)).journal).toMatchObject({ valid: false, sequence: 3 })
  })

  on('one that was rewritten with hashes that fit is not cut either', async (town) => {
    const { store } = town.deps
    await grownOld(town)
    const records = await readJournal(store, town.acme, 1, 1000)
    let head: Head = records[3]!
    const writes = records.slice(4).map((record) => {
      const [forged] = chain(head, { ...record, actor: { ...record.actor, address: '203.0.113.66' } }, [
        record.event,
      ])
      head = forged!
      return store.build.update(
        'journal',
        { organization: town.acme, sequence: forged!.sequence },
        rowOf(forged!),
      )
    })
    const moved = store.build.update('organizations', { id: town.acme }, { head_hash: head.hash })
    expect((await store.write([...writes, moved])).outcome).toBe('committed')
    await cutJournals(town.deps)
    expect(await journalCuts(store, town.acme)).toEqual([])
    expect(town.logged.some((line) => line.includes('nothing is removed'))).toBe(true)
  })

  on('nor one whose checkpoints somebody else signed', async (town) => {
    const { store } = town.deps
    await grownOld(town)
    await store.write([store.build.update('checkpoints', { organization: town.acme }, { signature: 'AAAA' })])
    await cutJournals(town.deps)
    expect(await journalCuts(store, town.acme)).toEqual([])
  })

  it(`a journal that does not fit the anchor is not cut (${kind.name})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'compartment-cut-'))
    const anchor = new Anchor(join(folder, 'anchor.jsonl'))
    await using place = await kind.fresh()
    await using town = await aged(place.options, { anchor })
    await grownOld(town)
    const last = (await anchor.last(town.acme))!
    await anchor.append({ ...last, number: last.number + 1, hash: 'f'.repeat(64) })
    await cutJournals(town.deps)
    expect(await journalCuts(town.deps.store, town.acme)).toEqual([])
    await anchor.append({ ...last, number: last.number + 1 })
    rmSync(folder, { recursive: true })
    expect(await cutNow(town)).toMatchObject({ number: 1 })
  })

  on('where nothing says how long it is kept, it is kept', async (town) => {
    await grownOld(town, 10_000)
    await cutJournals({ ...town.deps, journalDays: undefined })
    expect(await journalCuts(town.deps.store, town.acme)).toEqual([])
  })
}
