/** What holds of changes that arrive at the same moment, on every store. */
import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/catalogue/events.ts'
import { type CommitOutcome, heads, openStore, type Store, verifyJournal } from '../../../src/store/store.ts'
import { batch, found, groupCreated } from '../support/histories.ts'
import type { Kind } from '../support/stores.ts'

const SOME = Array.from({ length: 6 }, (_, at) => `org_${at + 1}`)
const DRIFTING: Event = { type: 'member.blocked', data: { principal: 'usr_none' } }

async function withSome(
  kind: Kind,
  work: (store: Store, statements: string[]) => Promise<void>,
  fault: (sql: string) => void = () => {},
): Promise<void> {
  await using place = await kind.fresh()
  const statements: string[] = []
  const trace = (sql: string): void => {
    statements.push(sql)
    fault(sql)
  }
  const store = await openStore({ ...place.options, trace })
  try {
    for (const id of SOME) await found(store, id)
    statements.length = 0
    await work(store, statements)
    for (const id of SOME) expect(await verifyJournal(store, id)).toMatchObject({ valid: true })
  } finally {
    await store.close()
  }
}

async function change(store: Store, id: string, sequence = 1, event?: Event): Promise<CommitOutcome> {
  return store.commit({ batches: [batch(id, sequence, [event ?? groupCreated(`grp_${id}`)])] })
}

async function sequences(store: Store): Promise<number[]> {
  const all = new Map(
    (await heads(store, SOME)).map(({ organization, sequence }) => [organization, sequence]),
  )
  return SOME.map((id) => all.get(id)!)
}

export function groupCommit(kind: Kind): void {
  test('those of several organizations share one commit, and each is answered with its own head', async () => {
    await withSome(kind, async (store, statements) => {
      const answers = await Promise.all(SOME.map((id) => change(store, id)))
      expect(answers.map((answer) => answer.outcome)).toEqual(SOME.map(() => 'committed'))
      expect(answers.map((answer) => 'heads' in answer && answer.heads[0])).toEqual(await heads(store, SOME))
      expect(statements.filter((sql) => sql === 'commit')).toHaveLength(1)
    })
  })

  test('one that cannot be written takes no other with it', async () => {
    await withSome(kind, async (store) => {
      const [drifted, ...others] = await Promise.allSettled(
        SOME.map((id, at) => change(store, id, 1, at === 0 ? DRIFTING : undefined)),
      )
      expect(drifted).toMatchObject({ status: 'rejected', reason: { code: 'drift' } })
      expect(others).toMatchObject(SOME.slice(1).map(() => ({ value: { outcome: 'committed' } })))
      expect(await sequences(store)).toEqual([1, 2, 2, 2, 2, 2])
    })
  })

  test('one that is behind is told so, and the others are written', async () => {
    await withSome(kind, async (store) => {
      await change(store, 'org_1')
      const [first, ...others] = await Promise.all(
        SOME.map((id) => change(store, id, 1, groupCreated('grp_new'))),
      )
      expect(first).toMatchObject({ outcome: 'behind', heads: [{ organization: 'org_1', sequence: 2 }] })
      expect(others.map(({ outcome }) => outcome)).toEqual(SOME.slice(1).map(() => 'committed'))
      expect(await sequences(store)).toEqual([2, 2, 2, 2, 2, 2])
    })
  })

  test('of those of one organization one is written, and the others are behind', async () => {
    await withSome(kind, async (store) => {
      const made = ['grp_1', 'grp_2', 'grp_3'].map((id) => change(store, 'org_1', 1, groupCreated(id)))
      const ends = (await Promise.all(made)).map(({ outcome }) => outcome)
      expect(ends.toSorted()).toEqual(['behind', 'behind', 'committed'])
      expect(await sequences(store)).toEqual([2, 1, 1, 1, 1, 1])
    })
  })

  test('a commit that fails is answered to each, and leaves none', async () => {
    let armed = false
    const fault = (sql: string): void => {
      if (armed && sql === 'commit') throw new Error(`fault${(armed = false)}`)
    }
    const work = async (store: Store): Promise<void> => {
      armed = true
      const failed = await Promise.all(SOME.map((id) => change(store, id)))
      expect(failed.map(({ outcome }) => outcome)).toEqual(SOME.map(() => 'not_committed'))
      expect(await sequences(store)).toEqual([1, 1, 1, 1, 1, 1])
      const again = await Promise.all(SOME.map((id) => change(store, id)))
      expect(again.map(({ outcome }) => outcome)).toEqual(SOME.map(() => 'committed'))
    }
    await withSome(kind, work, fault)
  })

  test('those that were given before the store is closed are answered', async () => {
    await using place = await kind.fresh()
    const store = await openStore(place.options)
    await found(store)
    const given = change(store, 'org_1')
    await store.close()
    expect(await given).toMatchObject({ outcome: 'committed' })
  })

  test('a change made while its organization is held stands on what is there; what it throws is thrown', async () => {
    await withSome(kind, async (store) => {
      await change(store, 'org_1')
      const held = await store.commitHolding(['org_1'], async () => {
        const [head] = await heads(store, ['org_1'])
        return { batches: [batch('org_1', head!.sequence, [groupCreated('grp_held')])] }
      })
      expect(held).toMatchObject({ outcome: 'committed', heads: [{ sequence: 3 }] })
      const refusing = store.commitHolding(['org_1'], () => Promise.reject(new Error('no connection to it')))
      await expect(refusing).rejects.toThrow('no connection to it')
      expect(await store.commitHolding(['org_1'], async () => undefined)).toBeUndefined()
      expect(await sequences(store)).toEqual([3, 1, 1, 1, 1, 1])
    })
  })
}
