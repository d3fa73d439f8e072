/**
 * Retention, on a store: after random histories that were cut at a random checkpoint, the tables are what replaying from the
 * cut gives, every moment behind it is as it was before, and every one before it is refused.
 */
import { expect, it } from 'vitest'
import { stateOf } from '../../src/core/index.ts'
import { derivedAuditKeys } from '../../src/operations/audit/audit-key.ts'
import { cutJournals } from '../../src/operations/audit/cut-journal.ts'
import { createIds } from '../../src/operations/ids.ts'
import { CutStates } from '../../src/operations/past/cut-states.ts'
import { PastSnapshots } from '../../src/operations/past/past-snapshots.ts'
import {
  canonicalJson,
  JournalGap,
  lastCut,
  loadState,
  recordAt,
  type Store,
  sequenceAt,
  verifyLogs,
  writeCheckpoint,
} from '../../src/store/store.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { AT, batch, committed } from '../store/support/histories.ts'
import { type Kind, withStore } from '../store/support/stores.ts'
import { addCustomer } from './load-equals-replay.ts'
import { randomHistory } from './random-history.ts'

const SEED = 20_261_122
const DAY = 86_400_000
const DAYS = 90
const KEY = derivedAuditKeys(new Uint8Array(32).fill(7))

type Written = { readonly organization: string; readonly last: number; readonly end: number }

/** One random history over as many days as it has steps, with checkpoints at random steps. */
async function written(store: Store, rng: Rng, name: string): Promise<Written> {
  let [revision, day, organization] = [0, 0, '']
  for (const { house } of randomHistory(rng, 24, name)) {
    organization = house.snapshot.organization.id
    const events = house.journal.slice(revision)
    // Some changes are of one instant.
    if (rng.chance(0.8)) day++
    const at = AT + day * DAY
    if (events.length > 0)
      committed(await store.commit({ batches: [{ ...batch(organization, revision, events), at }] }))
    revision = house.journal.length
    if (rng.chance(0.4)) await writeCheckpoint(store, organization, KEY, at + 1)
  }
  await writeCheckpoint(store, organization, KEY, AT + day * DAY + 1)
  return { organization, last: revision, end: AT + day * DAY }
}

async function tellable<T>(work: Promise<T>): Promise<T | 'cannot tell'> {
  try {
    return await work
  } catch (error) {
    if (error instanceof JournalGap && error.cut !== undefined) return 'cannot tell'
    throw error
  }
}

export function provesReplayFromCut(kind: Kind, histories: number): void {
  it(`on ${kind.name}, ${histories} random histories, cut at random, are from there on what they were`, {
    timeout: 120_000,
  }, async () => {
    await withStore(kind, async (store) => {
      await addCustomer(store)
      let [cuts, before, behind] = [0, 0, 0]
      for (let index = 0; index < histories; index++) {
        const rng = rngFrom(SEED, index)
        const { organization, last, end } = await written(store, rng, `c${index}`)
        const past = (): PastSnapshots => new PastSnapshots(store, { cuts: new CutStates(store, KEY.verify) })
        const stateAt = async (revision: number) =>
          canonicalJson(stateOf(await past().at(organization, revision)))
        const instants = Array.from({ length: 10 }, () => AT - DAY + rng.below(end - AT + 2 * DAY))
        const sequences = await Promise.all(instants.map((at) => sequenceAt(store, organization, at)))
        const states: string[] = ['']
        for (let revision = 1; revision <= last; revision++) states.push(await stateAt(revision))

        const now = AT + rng.below(end - AT + DAY) + DAYS * DAY
        const silent = { info() {}, warn() {}, error: (_: object, message: string) => expect.fail(message) }
        const deps = { store, clock: () => now, logger: silent, newId: createIds(() => now), auditKeys: KEY }
        await cutJournals({
          ...deps,
          anchor: undefined,
          journalDays: DAYS,
          cuts: new CutStates(store, KEY.verify),
        })
        const cut = await lastCut(store, organization)
        const through = cut?.through ?? 0
        if (cut !== undefined) cuts++

        for (let revision = 1; revision <= last; revision++) {
          if (revision < through) {
            expect(await tellable(stateAt(revision))).toBe('cannot tell')
            expect(await tellable(recordAt(store, organization, revision))).toBe('cannot tell')
            before++
          } else {
            expect(await stateAt(revision), `${revision} of ${index}`).toBe(states[revision])
            behind++
          }
        }
        for (const [n, at] of instants.entries()) {
          const found = await tellable(sequenceAt(store, organization, at))
          const cutAway = cut !== undefined && sequences[n]! < through
          expect(found, `${at} of ${index}`).toBe(cutAway ? 'cannot tell' : sequences[n])
        }
        expect(await stateAt(last)).toBe(canonicalJson(await loadState(store, organization)))
        const verdict = await verifyLogs(store, organization, { verify: KEY.verify })
        expect([verdict.journal.valid, verdict.problem]).toEqual([true, undefined])
      }
      expect(cuts).toBeGreaterThan(histories / 2)
      expect(before).toBeGreaterThan(histories)
      expect(behind).toBeGreaterThan(histories)
    })
  })
}
