/** As-of, on a store: what is rebuilt from the nearest state checkpoint is what replaying from the first record gives. */
import { describe, expect, it } from 'vitest'
import { decide, type OrganizationState, STATE_FORMAT, stateOf } from '../../src/core/index.ts'
import { keepStatesNow } from '../../src/operations/past/keep-states.ts'
import { PastSnapshots } from '../../src/operations/past/past-snapshots.ts'
import { StateCheckpoints } from '../../src/operations/past/state-checkpoints.ts'
import { canonicalJson, type Store, stateCheckpoints } from '../../src/store/store.ts'
import { rngFrom } from '../reference/random.ts'
import { type Kind, withStore } from '../store/support/stores.ts'
import { addCustomer, writtenHistory } from './load-equals-replay.ts'
import { KEYS, PEOPLE } from './random-commands.ts'

const SEED = 20_261_121
const EVERY = 7
const SECRET = new Uint8Array(32).fill(7)

type Told = { readonly message: string }

function kept(store: Store, secretKey = SECRET) {
  const warnings: Told[] = []
  const say = (_: object, message: string): void => void warnings.push({ message })
  const states = new StateCheckpoints({
    store,
    secretKey,
    logger: { info: () => {}, warn: say, error: say },
  })
  /** A new one keeps nothing in memory, so every question goes to what is written down. */
  const past = (): PastSnapshots => new PastSnapshots(store, { states })
  const keep = async (): Promise<void> => {
    const deps = { store, clock: () => 1, past: past(), states, logger: { info() {}, warn: say, error: say } }
    await keepStatesNow(deps, EVERY)
  }
  return { states, past, keep, warnings }
}

async function replayedFromStart(store: Store, organization: string, revision: number) {
  return new PastSnapshots(store).at(organization, revision)
}

export function provesReplayFromCheckpoint(kind: Kind, histories: number): void {
  describe(`on ${kind.name}`, () => {
    it(`every revision of ${histories} random histories is the same from the nearest checkpoint as from the start`, {
      timeout: 120_000,
    }, async () => {
      await withStore(kind, async (store) => {
        await addCustomer(store)
        let compared = 0
        let fromCheckpoint = 0
        for (let index = 0; index < histories; index++) {
          const rng = rngFrom(SEED, index)
          const house = await writtenHistory(store, SEED, index)
          const { organization, revision: last } = house.snapshot
          const { past, keep, states, warnings } = kept(store)
          await keep()
          expect((await states.latest(organization.id))?.sequence).toBeGreaterThan(0)
          for (let n = 0; n < 6; n++) {
            const revision = 1 + rng.below(last)
            const [fresh, whole] = [
              await past().at(organization.id, revision),
              await replayedFromStart(store, organization.id, revision),
            ]
            expect(canonicalJson(stateOf(fresh))).toBe(canonicalJson(stateOf(whole)))
            const question = [rng.pick(PEOPLE), rng.pick(KEYS), 'billing/production', house.now] as const
            expect(decide(fresh, ...question)).toEqual(decide(whole, ...question))
            if ((await states.nearest(organization.id, revision, 0)) !== undefined) fromCheckpoint++
            compared++
          }
          expect(warnings).toEqual([])
        }
        expect(compared).toBe(histories * 6)
        expect(fromCheckpoint).toBeGreaterThan(histories)
      })
    })

    it('the journal in front of a checkpoint is not read', async () => {
      await withStore(kind, async (store) => {
        const { organization, last } = await oneHistory(store)
        const { past, keep, states } = kept(store)
        await keep()
        const { sequence } = (await states.latest(organization))!
        const query = store.build.from.deleteFrom('journal').where('organization', '=', organization)
        await store.write([query.where('sequence', '<', sequence).compile()])
        expect((await past().at(organization, last)).revision).toBe(last)
        await expect(replayedFromStart(store, organization, last)).rejects.toThrow()
      })
    })

    it.each([
      ['a state that somebody edited', edited],
      ['a seal that somebody made', forged],
      ['a part that is missing', shortened],
      ['one that was copied to another revision', copied],
      ['one of another program’s states', outdated],
    ])('%s is not used, and the answer is right all the same', async (_, tamper) => {
      await withStore(kind, async (store) => {
        const { organization, last } = await oneHistory(store)
        const { past, keep, warnings } = kept(store)
        await keep()
        const right = stateOf(await replayedFromStart(store, organization, last))
        await tamper(store, organization, last)
        expect(canonicalJson(stateOf(await past().at(organization, last)))).toBe(canonicalJson(right))
        if (tamper !== outdated) expect(warnings[0]?.message).toContain('not used')
      })
    })

    it('one that another install wrote is not used', async () => {
      await withStore(kind, async (store) => {
        const { organization, last } = await oneHistory(store)
        await kept(store).keep()
        const { states, warnings } = kept(store, new Uint8Array(32).fill(8))
        expect(await states.nearest(organization, last, 0)).toBeUndefined()
        expect(warnings).not.toEqual([])
      })
    })

    it('a look writes what is due, and a second look nothing', async () => {
      await withStore(kind, async (store) => {
        const { organization } = await oneHistory(store)
        const all = (): Promise<unknown[]> =>
          stateCheckpoints(store, organization, Number.MAX_SAFE_INTEGER, STATE_FORMAT, 1000)
        const { keep } = kept(store)
        await keep()
        const written = await all()
        expect(written.length).toBeGreaterThan(0)
        await keep()
        expect(await all()).toEqual(written)
      })
    })
  })
}

async function oneHistory(store: Store): Promise<{ organization: string; last: number }> {
  await addCustomer(store)
  const { snapshot } = await writtenHistory(store, SEED, 3)
  return { organization: snapshot.organization.id, last: snapshot.revision }
}

type Tamper = (store: Store, organization: string, last: number) => Promise<void>

/** Everybody is let in where they were not, in every checkpoint. */
async function edited(store: Store, organization: string): Promise<void> {
  const rows = await store.rows(
    store.build.from
      .selectFrom('state_checkpoint_parts')
      .selectAll()
      .where('organization', '=', organization),
  )
  const writes = rows.flatMap(({ sequence, part, content }) => {
    const where = { organization, sequence, part }
    const set = { content: content.replaceAll('"passwords":true', '"passwords":false') }
    return set.content === content ? [] : [store.build.update('state_checkpoint_parts', where, set)]
  })
  expect(writes.length).toBeGreaterThan(0)
  await store.write(writes)
}

const forged: Tamper = async (store, organization) => {
  await store.write([store.build.update('state_checkpoints', { organization }, { seal: '0'.repeat(64) })])
}

const shortened: Tamper = async (store, organization) => {
  await store.write([store.build.remove('state_checkpoint_parts', { organization, part: 2 })])
}

const copied: Tamper = async (store, organization, last) => {
  const [latest] = await stateCheckpoints(store, organization, last, STATE_FORMAT, 1)
  const { sequence } = latest!
  const moved = (table: 'state_checkpoints' | 'state_checkpoint_parts') =>
    store.build.update(table, { organization, sequence }, { sequence: last })
  await store.write([moved('state_checkpoints'), moved('state_checkpoint_parts')])
}

const outdated: Tamper = async (store, organization) => {
  await edited(store, organization)
  await store.write([store.build.update('state_checkpoints', { organization }, { format: STATE_FORMAT - 1 })])
}

/** The fields of a state are part of its format. */
export function provesFormat(state: OrganizationState): void {
  expect([STATE_FORMAT, ...Object.keys(state).toSorted()]).toEqual([
    2,
    'assignments',
    'catalogues',
    'enabledFeatures',
    'environments',
    'expectations',
    'groups',
    'invitations',
    'members',
    'organization',
    'projects',
    'providers',
    'revision',
    'roles',
    'seats',
    'sources',
  ])
}
