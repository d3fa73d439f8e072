/**
 * A durable change of one person through the whole path: authorize, command, guards, journal and tables in one commit,
 * publish. Against a bare `INSERT` of the same journal row into a file with the same settings.
 */
import { snapshotFrom } from '../../src/core/index.ts'
import { loadState } from '../../src/store/store.ts'
import { bareInsert } from '../bare-insert.ts'
import { adminOf, ChangePath } from '../change-path.ts'
import { type Spread, spread } from '../measure.ts'
import { randomFrom } from '../random.ts'
import { answer, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { seededStore, temporaryDirectory } from '../seeded-store.ts'
import { SEED, workload } from '../workload.ts'

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const state = workload({ scale: quick ? 0.05 : 1 })
  const random = randomFrom(SEED + 4)
  const root = adminOf(random)
  const withAdmin = {
    ...state,
    members: [...state.members, root.member],
    assignments: [...state.assignments, root.assignment(state.organization.id)],
  }
  const directory = temporaryDirectory()
  const store = await seededStore(directory, withAdmin)
  const organization = state.organization.id
  const path = new ChangePath(
    store,
    snapshotFrom((await loadState(store, organization))!),
    random,
    root.member.id,
  )
  const bare = bareInsert(directory)
  const { rounds, units } = quick ? { rounds: 3, units: 20 } : { rounds: 15, units: 200 }
  const times: { ours: number; peer: number }[] = []
  for (let round = -1; round < rounds; round++) {
    const [ours, peer] = [await path.time(state, units), bare(units)]
    if (round >= 0) times.push({ ours, peer })
  }
  const loaded = (await loadState(store, organization))!
  expectEqual(
    'assignments in the store',
    loaded.assignments.length,
    withAdmin.assignments.length + (rounds + 1) * units,
  )
  expectEqual('revision in memory', path.snapshot.revision, loaded.revision)
  await store.close()
  const ratio: Spread = spread(times.map(({ ours, peer }) => peer / ours))
  return [
    {
      row: 'durable one-person change, vs a bare INSERT',
      ours: perUnit(spread(times.map(({ ours }) => ours)).median),
      peer: perUnit(spread(times.map(({ peer }) => peer)).median),
      ratio,
      unit: '× its rate',
      bar: { atLeast: 0.4 },
      how: 'embedded store on the same disk, WAL, `synchronous=FULL`; the INSERT is one row as long as a journal row; one writer, no group commit',
    },
  ]
})
