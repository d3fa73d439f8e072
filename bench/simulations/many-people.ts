/** One organization of 1,000,000 people: loading it, what it weighs, what a check costs, and how soon changes are seen. */
import { apply, decide, type Event, snapshotFrom } from '../../src/core/index.ts'
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

await simulate(async () => {
  const made = workload({ scale: PEOPLE / 10_000, perPerson: 1 / 3 })
  // One seat for every fifth person.
  const state = { ...made, seats: made.seats.slice(0, PEOPLE / 5) }
  const facts = `${whole(state.assignments.length)} assignments, ${whole(state.seats.length)} seats, ${whole(state.projects.length)} projects`
  const simulation = 'One organization of very many people'
  const figures: Figure[] = []
  const figure = (what: string, value: string, n: number): void =>
    void figures.push({ simulation, what, value, n: whole(n) })

  figure('people', `${whole(PEOPLE)}: ${facts}`, 1)

  const store = await seededStore(temporaryDirectory(), state)
  const loads: number[] = []
  let bytes = 0
  let loaded = await load()
  async function load() {
    const [empty, before] = [heap(), performance.now()]
    const snapshot = snapshotFrom((await loadState(store, state.organization.id))!)
    loads.push(performance.now() - before)
    bytes = heap() - empty
    return snapshot
  }
  for (let round = 1; round < (quick ? 2 : 3); round++) loaded = await load()
  figure('loaded from the embedded store to a snapshot', short(spread(loads).median), loads.length)
  await store.close()

  const asked = questions(state, new Oracle(state), CHECKS)
  const ask = (...question: readonly [string, string, string]) => decide(loaded, ...question, NOW).allowed
  verify('the loaded snapshot', ask, asked, CHECKS)
  figure('memory of it, nobody asked about yet', `${(bytes / 1e6).toFixed(0)} MB`, loads.length)
  const units = CHECKS / 20
  const contender = deciding(loaded, asked, units, CHECKS)
  const times = Array.from({ length: 20 }, (_, slice) => {
    const before = performance.now()
    contender.run(slice)
    return (performance.now() - before) / units
  })
  figure('a check, whoever is asked about warm', short(spread(times).median), CHECKS)

  const role = state.roles[0]!
  const edits: number[] = []
  let current = role
  for (let edit = 0; edit < CHANGES; edit++) {
    const after = { ...role, permissions: edit % 2 === 0 ? ['invoice.void'] : role.permissions }
    const before = performance.now()
    loaded = apply(loaded, [{ type: 'role.updated', data: { before: current, after } }]).settle()
    edits.push(performance.now() - before)
    current = after
  }
  const holders = state.assignments.filter((one) => one.role === role.id).length
  figure(`a role edit published, ${whole(holders)} assignments of it, without guards`, middle(edits), CHANGES)

  const random = randomFrom(SEED + 9)
  const seen: number[] = []
  for (let change = 0; change < CHANGES; change++) {
    const [{ id }, { id: scope }] = [random.pick(state.members), random.pick(state.environments)]
    const subject = { type: 'user', id } as const
    const assignment = { id: random.id('asg'), role: 'rol_admin', scope, subject, createdAt: NOW }
    const event: Event = { type: 'assignment.created', data: { assignment } }
    const before = performance.now()
    loaded = apply(loaded, [event]).settle()
    const { allowed } = decide(loaded, id, 'project.delete', scope, NOW)
    seen.push(performance.now() - before)
    expectEqual('the answer after a change', allowed, true)
  }
  figure('one person’s change visible to the next check', middle(seen), CHANGES)
  return figures
})
