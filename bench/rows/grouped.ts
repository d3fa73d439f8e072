/**
 * Durable changes of 32 writers at the same time, each in an organization of its own, on the embedded store: they share
 * their waits for the disk. Against a bare `INSERT` of one row at a time into a file with the same settings.
 */
import { snapshotFrom } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { loadState, type Store } from '../../src/store/store.ts'
import { bareInsert } from '../bare-insert.ts'
import { adminOf, ChangePath } from '../change-path.ts'
import { spread } from '../measure.ts'
import { type Random, randomFrom } from '../random.ts'
import { answer, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { batchOf, committed, eventsOf, seededStore, temporaryDirectory } from '../seeded-store.ts'
import { SEED, workload } from '../workload.ts'

const WRITERS = 32

type Writer = { readonly state: OrganizationState; readonly path: ChangePath }

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const random = randomFrom(SEED + 5)
  const directory = temporaryDirectory()
  const store = await seededStore(directory, workload({ scale: 0.01 }))
  const writers: Writer[] = []
  for (let at = 0; at < WRITERS; at++) writers.push(await writer(store, random, at))
  const bare = bareInsert(directory)
  const { rounds, units } = quick ? { rounds: 3, units: 10 } : { rounds: 15, units: 50 }
  const ours = async (): Promise<number> => {
    const start = performance.now()
    await Promise.all(writers.map(({ state, path }) => path.time(state, units)))
    return ((performance.now() - start) * 1e6) / (units * WRITERS)
  }
  const times: { ours: number; peer: number }[] = []
  for (let round = -1; round < rounds; round++) {
    const pair = { ours: await ours(), peer: bare(units * 4) }
    if (round >= 0) times.push(pair)
  }
  for (const { state, path } of writers) {
    const loaded = (await loadState(store, state.organization.id))!
    const wanted = state.assignments.length + (rounds + 1) * units
    expectEqual('assignments in the store', loaded.assignments.length, wanted)
    expectEqual('revision in memory', path.snapshot.revision, loaded.revision)
  }
  await store.close()
  return [
    {
      row: `durable changes, ${WRITERS} writers, vs a bare INSERT`,
      ours: perUnit(spread(times.map((time) => time.ours)).median),
      peer: perUnit(spread(times.map((time) => time.peer)).median),
      ratio: spread(times.map((time) => time.peer / time.ours)),
      unit: '× its rate',
      bar: { atLeast: 1 },
      how: `the same whole path as the row above, ${WRITERS} organizations in one file, one writer in each; the INSERT is one row at a time, one writer`,
    },
  ]
})

/** Somebody who may do everything in a small organization of their own. */
async function writer(store: Store, random: Random, at: number): Promise<Writer> {
  const small = workload({ scale: 0.01 })
  const organization = { ...small.organization, id: random.id('org'), name: `acme-${at}` }
  const root = adminOf(random)
  const state: OrganizationState = {
    ...small,
    organization,
    members: [...small.members, root.member],
    assignments: [
      ...small.assignments.filter(({ scope }) => scope !== small.organization.id),
      root.assignment(organization.id),
    ],
  }
  committed(await store.commit({ batches: [batchOf(organization.id, 0, eventsOf(state))] }))
  const snapshot = snapshotFrom((await loadState(store, organization.id))!)
  return { state, path: new ChangePath(store, snapshot, random, root.member.id) }
}
