/** A commit that failed is unknown, not absent: the journal is read again before anything is answered. */
import { describe, expect, it } from 'vitest'
import type { Change, CommitOutcome } from '../../src/store/store.ts'
import { Town } from '../support/town.ts'

/** The next commit ends without saying how; whether it was made is up to the test. */
function loseNextOutcome({ deps: { store } }: Town, made: boolean): void {
  const commit = store.commit.bind(store)
  store.commit = async (change: Change): Promise<CommitOutcome> => {
    store.commit = commit
    if (made) await commit(change)
    return { outcome: 'unknown', error: new Error('the connection broke') }
  }
}

describe('a change whose commit ended in the dark', () => {
  it('is answered as made where its records are in the journal', async () => {
    await using town = await Town.withAcme()
    loseNextOutcome(town, true)
    expect(await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })).toMatchObject({ name: 'Ops' })
    expect((await town.ask(town.ada, 'listGroups')).items).toHaveLength(1)
    await town.ask(town.ada, 'createGroup', { body: { name: 'Dev' } })
    expect(town.logged).toEqual(['it is not known whether a change was written'])
  })

  it('is answered as not made where they are not', async () => {
    await using town = await Town.withAcme()
    loseNextOutcome(town, false)
    const refused = await town.refusal(town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } }))
    expect(refused.refusal.detail).toBe('the change could not be recorded, so it was not made')
    expect((await town.ask(town.ada, 'listGroups')).items).toEqual([])
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
  })

  it('is answered as unknown where nobody can say', async () => {
    await using town = await Town.withAcme()
    loseNextOutcome(town, false)
    const rows = town.deps.store.rows.bind(town.deps.store)
    town.deps.store.rows = async () => {
      throw new Error('unreachable')
    }
    const refused = await town.refusal(town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } }))
    expect(refused.refusal.detail).toBe(
      'it is not known whether the change was made: look before you repeat it',
    )
    town.deps.store.rows = rows
  })
})
