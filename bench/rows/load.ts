/** Loading an organization from its tables to the first answer, against merely iterating the same rows. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { decide, type Snapshot, snapshotFrom } from '../../src/core/index.ts'
import { loadState, type Store } from '../../src/store/store.ts'
import { verify } from '../checks.ts'
import { spread } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { questions } from '../questions.ts'
import { answer, expectEqual, milliseconds, type Options, type Result } from '../row.ts'
import { seededStore, temporaryDirectory } from '../seeded-store.ts'
import { NOW, workload } from '../workload.ts'

const TABLES = ['members', 'groups', 'seats', 'roles', 'assignments', 'projects', 'environments']

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const state = workload({ scale: quick ? 0.5 : 1_000_000 / 30_000 })
  const directory = temporaryDirectory()
  const store = await seededStore(directory, state)
  const rows = await iterated(directory)
  let snapshot: Snapshot | undefined
  const times: { ours: number; peer: number }[] = []
  for (let round = 0; round < (quick ? 3 : 5); round++) {
    const peer = await timed(() => iterated(directory))
    const ours = await timed(async () => void (snapshot = await loaded(store, state.organization.id)))
    times.push({ ours, peer })
  }
  const asked = questions(state, new Oracle(state), 20_000)
  verify(
    'the loaded snapshot',
    (...question) => decide(snapshot!, ...question, NOW).allowed,
    asked,
    asked.count,
  )
  const wanted = [
    state.members,
    state.groups,
    state.seats,
    state.roles,
    state.assignments,
    state.projects,
    state.environments,
  ]
  expectEqual(
    'rows',
    rows,
    wanted.reduce((sum, { length }) => sum + length, 0),
  )
  await store.close()
  return [
    {
      row: 'load 1,000,000 assignments, vs iterating the same rows',
      ours: milliseconds(spread(times.map(({ ours }) => ours)).median),
      peer: milliseconds(spread(times.map(({ peer }) => peer)).median),
      ratio: spread(times.map(({ ours, peer }) => ours / peer)),
      unit: '× the time',
      bar: { atMost: 2.2 },
      how: `${rows.toLocaleString('en')} rows of seven tables on disk; the other side reads every column of each as an array and drops it`,
    },
  ]
})

async function loaded(store: Store, organization: string): Promise<Snapshot> {
  return snapshotFrom((await loadState(store, organization))!)
}

/** The plainest loop that sees every row. */
async function iterated(directory: string): Promise<number> {
  const database = new DatabaseSync(join(directory, 'compartment.db'), { readOnly: true })
  let rows = 0
  for (const table of TABLES) {
    const all = database.prepare(`select * from ${table}`)
    all.setReturnArrays(true)
    for (const row of all.iterate()) if (Array.isArray(row)) rows++
  }
  database.close()
  return rows
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
