/** A database from before records named their change: it opens, verifies, and its changes are told apart as before. */
import { expect, it } from 'vitest'
import { changesAfter } from '../../src/operations/past/changes.ts'
import { chain, genesis, hashOf, type JournalRecord } from '../../src/store/journal.ts'
import { rowOf } from '../../src/store/journal-rows.ts'
import { MIGRATIONS, migrate } from '../../src/store/migrations/migrate.ts'
import { openEngine } from '../../src/store/open.ts'
import { openStore, readJournal, verifyJournal } from '../../src/store/store.ts'
import { batch, DEED, groupCreated, history } from './support/histories.ts'
import type { Kind } from './support/stores.ts'

/** As they were written then: the hash says nothing of a change. */
function oldRecords(): JournalRecord[] {
  const events = [history('org_1')[0]!.event, groupCreated('grp_1'), groupCreated('grp_2')]
  const later = { ...DEED, at: DEED.at + 1 }
  let previousHash = genesis('org_1').hash
  return events.map((event, at) => {
    const head = { organization: 'org_1', sequence: at, hash: previousHash }
    const [{ change: _, previousHash: __, hash: ___, ...record }] = chain(head, at < 2 ? DEED : later, [
      event,
    ]) as [JournalRecord]
    const hash = hashOf(record, previousHash)
    const made = Object.assign(record, { previousHash, hash })
    previousHash = hash
    return made
  })
}

export function opensAnOlderJournal(kind: Kind): void {
  it(`on ${kind.name}, a journal from before opens, verifies, and goes on with records that name their change`, async () => {
    await using place = await kind.fresh()
    const engine = await openEngine(place.options)
    await migrate(engine, MIGRATIONS.slice(0, 3))
    const records = oldRecords()
    const last = records.at(-1)!
    const { build } = engine
    const { id, name, displayName, tier, passwords, settings } = history('org_1')[0]!.state.organization
    await engine.transaction(function* () {
      yield [
        build.insert('customers', { id: 'cus_1', name: 'c', created_at: 1 }),
        build.insert('organizations', {
          id,
          customer: 'cus_1',
          name,
          display_name: displayName,
          tier,
          passwords: passwords ? 1 : 0,
          settings: JSON.stringify(settings),
          sequence: last.sequence,
          head_hash: last.hash,
          created_at: 1,
        }),
        ...records.map((record) => {
          const { change: _, ...row } = rowOf(record)
          return build.insert('journal', row as never)
        }),
      ]
      return undefined
    })
    await engine.close()

    const store = await openStore(place.options)
    try {
      expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: true, head: { sequence: 3 } })
      const written = await store.commit({
        batches: [batch('org_1', 3, [groupCreated('grp_3'), groupCreated('grp_4')])],
      })
      expect(written.outcome).toBe('committed')
      expect((await readJournal(store, 'org_1', 1, 10)).map(({ change }) => change)).toEqual([
        undefined,
        undefined,
        undefined,
        4,
        4,
      ])
      const changes = []
      for await (const { first, revision } of changesAfter(store, 'org_1', 0, 5))
        changes.push([first, revision])
      expect(changes).toEqual([
        [1, 2],
        [3, 3],
        [4, 5],
      ])
      expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: true, head: { sequence: 5 } })
      // Nobody gives an old record a change, or takes a new one's, unseen.
      for (const [sequence, change] of [
        [2, 2],
        [5, null],
      ] as const) {
        await store.write([store.build.update('journal', { organization: 'org_1', sequence }, { change })])
        expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: false, sequence })
        const kept = sequence === 2 ? null : 4
        await store.write([
          store.build.update('journal', { organization: 'org_1', sequence }, { change: kept }),
        ])
      }
    } finally {
      await store.close()
    }
  })
}
