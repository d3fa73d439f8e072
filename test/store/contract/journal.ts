/** What holds of the journal on every store: whoever changes it behind the program's back is found out. */
import { describe, expect, test } from 'vitest'
import { chain } from '../../../src/store/journal.ts'
import {
  listJournal,
  readJournal,
  type Store,
  sequenceAt,
  verifyChain,
  verifyJournal,
} from '../../../src/store/store.ts'
import { AT, batch, DEED, found, groupCreated, write } from '../support/histories.ts'
import { type Kind, withStore } from '../support/stores.ts'

const LENGTH = 8

async function withJournal(kind: Kind, work: (store: Store) => Promise<void>): Promise<void> {
  await withStore(kind, async (store) => {
    await found(store, 'org_1')
    await found(store, 'org_2')
    for (let n = 1; n < LENGTH; n++) await write(store, 'org_1', n, [groupCreated(`grp_${n}`)])
    await work(store)
  })
}

type Tampering = { readonly how: string; readonly bad: number; readonly sql: readonly string[] }

const JOURNAL = `where organization = 'org_1' and sequence`

const TAMPERINGS: readonly Tampering[] = [
  ...['at = at + 1', `actor_account = 'usr_2'`, `actor_type = 'system'`, `actor_session = 'ses_2'`].map(edit),
  ...[
    'change = null',
    'change = 3',
    'actor_session = null',
    `actor_address = ''`,
    `on_behalf_of = null`,
    `command = 'other'`,
  ].map(edit),
  ...['reason = null', `type = 'group.deleted'`, `data = replace(data, 'grp_3', 'grp_9')`, `data = '{'`].map(
    edit,
  ),
  ...[`data = '{}'`, `previous_hash = '${'0'.repeat(64)}'`, `hash = '${'0'.repeat(64)}'`].map(edit),
  { how: 'deleting a record', bad: 4, sql: [`delete from journal ${JOURNAL} = 4`] },
  { how: 'deleting the first record', bad: 1, sql: [`delete from journal ${JOURNAL} = 1`] },
  {
    how: 'deleting a record and closing the gap',
    bad: 4,
    sql: [`delete from journal ${JOURNAL} = 4`, ...[5, 6, 7, 8].map((n) => move(n, n - 1))],
  },
  { how: 'inserting a copy', bad: 5, sql: [...[8, 7, 6, 5].map((n) => move(n, n + 1)), copy(4, 5)] },
  { how: 'appending a copy', bad: 9, sql: [copy(8, 9)] },
  { how: 'swapping two records', bad: 3, sql: [move(3, 100), move(6, 3), move(100, 6)] },
  { how: 'reordering neighbours', bad: 6, sql: [move(6, 100), move(7, 6), move(100, 7)] },
  { how: 'cutting the end', bad: 7, sql: [`delete from journal ${JOURNAL} >= 7`] },
  { how: 'cutting everything', bad: 1, sql: [`delete from journal ${JOURNAL} >= 1`] },
  {
    how: 'rolling back the head alone',
    bad: 7,
    sql: [`update organizations set sequence = 6 where id = 'org_1'`],
  },
  {
    how: 'moving a record to another organization',
    bad: 8,
    sql: [`update journal set organization = 'org_2' ${JOURNAL} = 8`],
  },
]

function edit(change: string): Tampering {
  return { how: `setting ${change}`, bad: 4, sql: [`update journal set ${change} ${JOURNAL} = 4`] }
}

function move(from: number, to: number): string {
  return `update journal set sequence = ${to} ${JOURNAL} = ${from}`
}

function copy(from: number, to: number): string {
  return `insert into journal select organization, ${to}, at, actor_account, actor_type, actor_session,
    actor_address, on_behalf_of, command, reason, type, data, previous_hash, hash, change from journal ${JOURNAL} = ${from}`
}

export function journalContract(kind: Kind): void {
  describe('the journal', () => {
    test('an untouched journal verifies, in the database and as a list', async () => {
      await withJournal(kind, async (store) => {
        const verdict = await verifyJournal(store, 'org_1')
        expect(verdict).toMatchObject({ valid: true, head: { sequence: LENGTH } })
        expect(verifyChain(await readJournal(store, 'org_1', 1, 100), 'org_1')).toEqual(verdict)
      })
    })

    test('every kind of tampering is found, at the first bad record', async () => {
      for (const { how, bad, sql } of TAMPERINGS) {
        await withJournal(kind, async (store) => {
          await store.write(sql.map((statement) => ({ sql: statement, parameters: [] })))
          expect(await verifyJournal(store, 'org_1'), how).toMatchObject({ valid: false, sequence: bad })
        })
      }
    })

    test('a record, or the whole rest, that was rewritten with fitting hashes is found by what stands after it', async () => {
      await withJournal(kind, async (store) => {
        const records = await readJournal(store, 'org_1', 1, 100)
        const before = { organization: 'org_1', sequence: 3, hash: records[2]!.hash }
        const events = records.slice(3).map((_, n) => groupCreated(`grp_forged_${n}`))
        const forged = [...records.slice(0, 3), ...chain(before, DEED, events)]
        const oneForged = [...forged.slice(0, 4), ...records.slice(4)]
        expect(verifyChain(oneForged, 'org_1')).toMatchObject({ valid: false, sequence: 5 })
        const end = { organization: 'org_1', sequence: LENGTH, hash: records.at(-1)!.hash }
        expect(verifyChain(forged, 'org_1')).toMatchObject({ valid: true })
        expect(verifyChain(forged, 'org_1', end)).toMatchObject({ valid: false, sequence: LENGTH })
      })
    })

    test('it is read in pages, and listed newest first by type, actor and place', async () => {
      await withJournal(kind, async (store) => {
        const pages = [await readJournal(store, 'org_1', 1, 3), await readJournal(store, 'org_1', 4, 100)]
        expect(pages.flat().map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
        const listed = async (filter: object): Promise<number[]> =>
          (await listJournal(store, 'org_1', { limit: 2, ...filter })).map(({ sequence }) => sequence)
        expect(await listed({})).toEqual([8, 7])
        expect(await listed({ beforeSequence: 7 })).toEqual([6, 5])
        expect(await listed({ afterSequence: 7 })).toEqual([8])
        expect(await listed({ types: ['organization.created', 'role.created'] })).toEqual([1])
        expect(await listed({ actor: 'usr_1' })).toEqual([8, 7])
        expect(await listed({ actor: 'usr_2' })).toEqual([])
      })
    })

    test('the last record that is not later than an instant is found', async () => {
      await withJournal(kind, async (store) => {
        const later = { ...batch('org_1', LENGTH, [groupCreated('grp_l')]), at: AT + 5 }
        // A clock that was set back.
        const back = { ...batch('org_1', LENGTH + 1, [groupCreated('grp_b')]), at: AT + 2 }
        for (const one of [later, back]) await store.commit({ batches: [one] })
        const sequences = [AT - 1, AT, AT + 1, AT + 2, AT + 9].map((at) => sequenceAt(store, 'org_1', at))
        expect(await Promise.all(sequences)).toEqual([0, 8, 8, 10, 10])
        expect(await sequenceAt(store, 'org_2', AT)).toBe(1)
      })
    })

    test('a record comes back exactly as it was written, with and without what is optional', async () => {
      await withStore(kind, async (store) => {
        await found(store)
        const actor = { account: null, type: 'system' } as const
        const events = [groupCreated('grp_1', 'a "b" \\ \u2028 🙂 é é')]
        const plain = { organization: 'org_1', expectedSequence: 1, events, at: AT + 1, actor, command: 'x' }
        await store.commit({ batches: [plain] })
        const [first, second] = await readJournal(store, 'org_1', 1, 10)
        expect(first).toMatchObject({ ...DEED, event: { type: 'organization.created' } })
        const { previousHash, hash, ...rest } = second!
        expect(rest).toEqual({
          organization: 'org_1',
          sequence: 2,
          change: 2,
          at: AT + 1,
          actor,
          command: 'x',
          event: events[0],
        })
        expect([previousHash, hash.length]).toEqual([first!.hash, 64])
      })
    })
  })
}
