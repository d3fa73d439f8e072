/** What holds of a unit of work on every store. */
import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/core/catalogue/events.ts'
import {
  heads,
  loadState,
  openStore,
  readJournal,
  type Store,
  verifyJournal,
} from '../../../src/store/store.ts'
import {
  AT,
  batch,
  committed,
  found,
  groupCreated,
  loadedText,
  organization,
  write,
} from '../support/histories.ts'
import { type Kind, withStore } from '../support/stores.ts'

const setFact = (store: Store, value: string) => [store.build.put('install', ['key'], { key: 'k', value })]

async function sequenceOf(store: Store, id = 'org_1'): Promise<number> {
  return (await heads(store, [id]))[0]!.sequence
}

function founding(id: string, name = id.replace('_', '-')): Event {
  return { type: 'organization.created', data: { organization: organization(id, name) } }
}

function outcomes(kind: Kind): void {
  test('a commit answers the new head and the records, as they are read again', async () => {
    await withStore(kind, async (store) => {
      await found(store)
      const outcome = await store.commit({
        batches: [batch('org_1', 1, [groupCreated('grp_1'), groupCreated('grp_2')])],
      })
      const { heads: after, records } = committed(outcome)
      expect(after).toEqual(await heads(store))
      expect(records.map(({ sequence }) => sequence)).toEqual([2, 3])
      expect(await readJournal(store, 'org_1', 2, 10)).toEqual(records)
    })
  })

  test('a commit from an outdated head writes nothing and answers where the head is', async () => {
    await withStore(kind, async (store) => {
      await found(store)
      await write(store, 'org_1', 1, [groupCreated('grp_1')])
      const before = await loadedText(store, 'org_1')
      const change = { batches: [batch('org_1', 1, [groupCreated('grp_2')])], extra: setFact(store, 'late') }
      expect(await store.commit(change)).toMatchObject({
        outcome: 'behind',
        heads: [{ organization: 'org_1', sequence: 2 }],
      })
      expect(await loadedText(store, 'org_1')).toBe(before)
      expect(await store.rows(store.build.from.selectFrom('install').selectAll())).toEqual([])
    })
  })

  test('a taken name, and an organization that is there already, are answered and write nothing', async () => {
    await withStore(kind, async (store) => {
      await found(store)
      const taken = await store.commit({ batches: [batch('org_2', 0, [founding('org_2', 'org-1')])] })
      expect(taken).toEqual({ outcome: 'conflict', constraint: 'organizations.name' })
      expect(await heads(store, ['org_2'])).toEqual([])
      const again = await store.commit({ batches: [batch('org_1', 0, [founding('org_1')])] })
      expect(again).toMatchObject({ outcome: 'behind', heads: [{ sequence: 1 }] })
    })
  })

  test('a change to a row that is not there is drift, and writes nothing', async () => {
    await withStore(kind, async (store) => {
      await found(store)
      const event: Event = { type: 'member.blocked', data: { principal: 'usr_none' } }
      const change = { batches: [batch('org_1', 1, [groupCreated('grp_1'), event])] }
      await expect(store.commit(change)).rejects.toMatchObject({ code: 'drift' })
      expect(await sequenceOf(store)).toBe(1)
      expect((await loadState(store, 'org_1'))!.groups).toEqual([])
    })
  })

  test('values that a driver would bend are refused, and nothing is written', async () => {
    await withStore(kind, async (store) => {
      for (const bad of [undefined, new Date(AT), 1.5, Number.NaN, 2 ** 53, 'a\0b', '\ud800', {}, 1n]) {
        const writes = [...setFact(store, 'first'), { ...setFact(store, '')[0]!, parameters: ['k2', bad] }]
        await expect(store.write(writes)).rejects.toMatchObject({ code: 'value' })
      }
      expect(await store.rows(store.build.from.selectFrom('install').selectAll())).toEqual([])
    })
  })
}

function atomicity(kind: Kind): void {
  test('a statement that fails leaves nothing, whichever it is, and the store goes on', async () => {
    await using place = await kind.fresh()
    let countdown = Number.POSITIVE_INFINITY
    const trace = (sql: string): void => {
      if (sql !== 'rollback' && --countdown === 0) throw new Error('fault')
    }
    const store = await openStore({ ...place.options, trace })
    await found(store)
    const change = (n: number) => ({
      batches: [
        batch('org_1', n, [
          groupCreated(`grp_${n}`),
          { type: 'organization.tier.changed', data: { before: 'team', after: 'free' } },
        ]),
      ],
      extra: setFact(store, String(n)),
    })
    let failures = 0
    for (let k = 1; ; k++) {
      const before = await loadedText(store, 'org_1')
      countdown = k
      const outcome = await store.commit(change(1)).catch((error: Error) => error.message)
      countdown = Number.POSITIVE_INFINITY
      if (typeof outcome === 'object' && outcome.outcome === 'committed') break
      expect(
        outcome === 'fault' || (typeof outcome === 'object' && outcome.outcome === 'not_committed'),
      ).toBe(true)
      expect(await loadedText(store, 'org_1')).toBe(before)
      expect(
        await store.rows(store.build.from.selectFrom('install').select('value').where('key', '=', 'k')),
      ).toEqual([])
      failures++
    }
    expect(failures).toBeGreaterThanOrEqual(8)
    expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: true, head: { sequence: 3 } })
    await store.close()
  })

  test('a change to several organizations is written whole, in the order it was given, or not at all', async () => {
    await withStore(kind, async (store) => {
      await found(store, 'org_1')
      await found(store, 'org_2')
      const both = (second: number) => ({
        batches: [
          batch('org_2', second, [groupCreated('grp_b')]),
          batch('org_1', 1, [groupCreated('grp_a')]),
        ],
      })
      expect(await store.commit(both(7))).toMatchObject({
        outcome: 'behind',
        heads: [{ organization: 'org_2' }],
      })
      expect(await sequenceOf(store, 'org_1')).toBe(1)
      const { heads: after } = committed(await store.commit(both(1)))
      expect(after.map((head) => `${head.organization}@${head.sequence}`)).toEqual(['org_2@2', 'org_1@2'])
      for (const id of ['org_1', 'org_2'])
        expect(await verifyJournal(store, id)).toMatchObject({ valid: true })
    })
  })
}

function races(kind: Kind): void {
  test('of two servers that commit from the same head one is committed and the other behind, always', async () => {
    await withStore(kind, async (one, options) => {
      const two = await openStore(options)
      await found(one)
      for (let round = 1; round <= 40; round++) {
        const answers = await Promise.all(
          [one, two].map((store, n) =>
            store.commit({ batches: [batch('org_1', round, [groupCreated(`grp_${round}_${n}`)])] }),
          ),
        )
        expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['behind', 'committed'])
      }
      expect(await verifyJournal(two, 'org_1')).toMatchObject({ valid: true, head: { sequence: 41 } })
      expect((await loadState(one, 'org_1'))!.groups).toHaveLength(40)
      await two.close()
    })
  })

  test('changes that name the same organizations in opposite orders never block each other', async () => {
    await withStore(kind, async (one, options) => {
      const two = await openStore(options)
      await found(one, 'org_1')
      await found(one, 'org_2')
      for (let round = 1; round <= 25; round++) {
        const ids = ['org_1', 'org_2']
        const change = (order: string[], n: number) => ({
          batches: order.map((id) => batch(id, round, [groupCreated(`grp_${round}_${n}`)])),
        })
        const answers = await Promise.all([
          one.commit(change(ids, 1)),
          two.commit(change(ids.toReversed(), 2)),
        ])
        expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['behind', 'committed'])
      }
      await two.close()
    })
  })
}

export function commitContract(kind: Kind): void {
  describe('a unit of work', () => {
    outcomes(kind)
    atomicity(kind)
    if (kind.shared) races(kind)
  })
}
