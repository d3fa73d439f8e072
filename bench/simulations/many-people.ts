/** One organization of 1,000,000 people: loading it, what it weighs, what a check costs, and how soon changes are seen. */
import { apply, decide, type Event, type Snapshot, snapshotFrom } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { loadState } from '../../src/store/store.ts'
import { deciding, verify } from '../checks.ts'
import { spread } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { questions } from '../questions.ts'
import { randomFrom } from '../random.ts'
import { expectEqual } from '../row.ts'
import { seededStore, temporaryDirectory } from '../seeded-store.ts'
import { NOW, SEED, workload } from '../workload.ts'
import { type Figure, heap, middle, short, simulate, whole } from './figure.ts'

const quick = process.argv[2] === 'quick'
const PEOPLE = quick ? 20_000 : 1_000_000
const CHECKS = quick ? 20_000 : 500_000
const CHANGES = quick ? 50 : 500

const figures: Figure[] = []

function figure(what: string, value: string, n: number): void {
  figures.push({ simulation: 'One organization of very many people', what, value, n: whole(n) })
}

async function loaded(state: OrganizationState): Promise<Snapshot> {
  const store = await seededStore(temporaryDirectory(), state)
  const loads: number[] = []
  let [snapshot, bytes]: [Snapshot | undefined, number] = [undefined, 0]
  for (let round = 0; round < (quick ? 2 : 3); round++) {
    snapshot = undefined
    const [empty, before] = [heap(), performance.now()]
    snapshot = snapshotFrom((await loadState(store, state.organization.id))!)
    loads.push(performance.now() - before)
    bytes = heap() - empty
  }
  await store.close()
  figure('loaded from the embedded store to a snapshot', short(spread(loads).median), loads.length)
  figure('memory of it, nobody asked about yet', `${(bytes / 1e6).toFixed(0)} MB`, loads.length)
  return snapshot!
}

function checkAll(snapshot: Snapshot, state: OrganizationState): void {
  const asked = questions(state, new Oracle(state), CHECKS)
  verify('the loaded snapshot', (...one) => decide(snapshot, ...one, NOW).allowed, asked, CHECKS)
  const units = CHECKS / 20
  const { run } = deciding(snapshot, asked, units, CHECKS)
  const times = Array.from({ length: 20 }, (_, slice) => {
    const before = performance.now()
    run(slice)
    return (performance.now() - before) / units
  })
  figure('a check, whoever is asked about warm', short(spread(times).median), CHECKS)
}

function editRole(given: Snapshot, { roles, assignments }: OrganizationState): Snapshot {
  const role = roles[0]!
  const edits: number[] = []
  let [snapshot, current] = [given, role]
  for (let edit = 0; edit < CHANGES; edit++) {
    const after = { ...role, permissions: edit % 2 === 0 ? ['invoice.void'] : role.permissions }
    const before = performance.now()
    snapshot = apply(snapshot, [{ type: 'role.updated', data: { before: current, after } }]).settle()
    edits.push(performance.now() - before)
    current = after
  }
  const holders = whole(assignments.filter((one) => one.role === role.id).length)
  figure(`a role edit published, with ${holders} assignments of it, without guards`, middle(edits), CHANGES)
  return snapshot
}

function changePeople(given: Snapshot, { members, environments }: OrganizationState): void {
  const random = randomFrom(SEED + 9)
  const seen: number[] = []
  let snapshot = given
  for (let change = 0; change < CHANGES; change++) {
    const [{ id }, { id: scope }] = [random.pick(members), random.pick(environments)]
    const subject = { type: 'user', id } as const
    const assignment = { id: random.id('asg'), role: 'rol_admin', scope, subject, createdAt: NOW }
    const event: Event = { type: 'assignment.created', data: { assignment } }
    const before = performance.now()
    snapshot = apply(snapshot, [event]).settle()
    const { allowed } = decide(snapshot, id, 'project.delete', scope, NOW)
    seen.push(performance.now() - before)
    expectEqual('the answer after a change', allowed, true)
  }
  figure('one person’s change visible to the next check', middle(seen), CHANGES)
}

await simulate(async () => {
  const made = workload({ scale: PEOPLE / 10_000, perPerson: 1 / 3 })
  // One seat for every fifth person.
  const state = { ...made, seats: made.seats.slice(0, PEOPLE / 5) }
  const counts = [state.assignments, state.seats, state.projects].map(({ length }) => whole(length))
  const [assignments, seats, projects] = counts
  const facts = `${assignments} assignments, ${seats} seats, ${projects} projects`
  figure(`people, with ${facts}`, whole(PEOPLE), 1)
  const snapshot = await loaded(state)
  checkAll(snapshot, state)
  changePeople(editRole(snapshot, state), state)
  return figures
})
