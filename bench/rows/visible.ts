/**
 * How long until the next check sees a change, in process: from the event to the first right answer. And how long it
 * takes to publish an edit of a role that very many people hold.
 */
import { apply, decide, type Event, type Snapshot, snapshotFrom } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { quantile, type Spread, spread } from '../measure.ts'
import { randomFrom } from '../random.ts'
import { answer, expectEqual, milliseconds, type Options, type Result } from '../row.ts'
import { NOW, SEED, workload } from '../workload.ts'

const KEY = 'invoice.void'

await answer(({ quick, of }: Options): Result[] => {
  if (of === 'role') return [roleEdit(quick)]
  const rounds = Array.from({ length: quick ? 2 : 5 }, () => changes(quick ? 0.1 : 1, quick ? 500 : 4000))
  const p99 = spread(rounds.map((times) => quantile(times, 0.99) * 1000))
  const p50 = spread(rounds.map((times) => quantile(times, 0.5) * 1000))
  const how =
    'W, everybody warm: an assignment comes or goes, is applied and settled, and its person is asked about; 5 rounds of 4,000'
  return [
    {
      row: 'a change is visible to the next check, p99',
      ours: `${p99.median.toFixed(0)} µs (p50 ${p50.median.toFixed(0)} µs)`,
      peer: 'absolute',
      ratio: p99,
      unit: 'µs',
      bar: { atMost: 150 },
      how,
    },
  ]
})

/** Milliseconds, ascending. */
function changes(scale: number, count: number): number[] {
  const state = workload({ scale })
  const random = randomFrom(SEED + 2)
  let snapshot = warmed(snapshotFrom(state), state)
  const admin = 'rol_admin'
  const times: number[] = []
  for (let round = 0; round < count; round++) {
    const { id } = random.pick(state.members)
    const scope = random.pick(state.environments).id
    const assignment = {
      id: random.id('asg'),
      role: admin,
      scope,
      subject: { type: 'user', id },
      createdAt: NOW,
    } as const
    const before = decide(snapshot, id, KEY, scope, NOW).allowed
    for (const type of ['assignment.created', 'assignment.deleted'] as const) {
      const event: Event = { type, data: { assignment } }
      const start = performance.now()
      snapshot = apply(snapshot, [event]).settle()
      const { allowed } = decide(snapshot, id, KEY, scope, NOW)
      times.push(performance.now() - start)
      expectEqual('the answer after a change', allowed, type === 'assignment.created' ? true : before)
    }
  }
  return times.sort((a, b) => a - b)
}

function warmed(snapshot: Snapshot, { members }: OrganizationState): Snapshot {
  for (const { id } of members) decide(snapshot, id, KEY, 'organization', NOW)
  return snapshot
}

function roleEdit(quick: boolean): Result {
  const people = quick ? 10_000 : 100_000
  const state = heldByAll(people)
  let snapshot = warmed(snapshotFrom(state), state)
  let role = state.roles[0]!
  const times: number[] = []
  for (let round = 0; round < (quick ? 5 : 51); round++) {
    const after = { ...role, permissions: round % 2 === 0 ? [KEY] : ['invoice.read'] }
    const start = performance.now()
    snapshot = apply(snapshot, [{ type: 'role.updated', data: { before: role, after } }]).settle()
    times.push(performance.now() - start)
    role = after
    for (const { id } of state.members.slice(0, 1000)) {
      expectEqual(
        'the answer after a role edit',
        decide(snapshot, id, KEY, 'project-0', NOW).allowed,
        round % 2 === 0,
      )
    }
  }
  const took: Spread = spread(times)
  const how = `${people.toLocaleString('en')} people with one direct assignment of the role; everybody warm before; without guards`
  return {
    row: 'publishing a role edit held by 100,000 people',
    ours: milliseconds(took.median),
    peer: 'absolute',
    ratio: took,
    unit: 'ms',
    bar: { atMost: 1 },
    how,
  }
}

/** One role, given to every person at the first project; nothing else. */
function heldByAll(people: number): OrganizationState {
  const state = workload({ scale: people / 10_000, perPerson: 1 / 30 })
  const random = randomFrom(SEED + 3)
  const role = { ...state.roles[0]!, permissions: ['invoice.read'] }
  const assignments = state.members.map(({ id }) => ({
    id: random.id('asg'),
    role: role.id,
    scope: state.projects[0]!.id,
    subject: { type: 'user', id } as const,
    createdAt: NOW,
  }))
  return { ...state, roles: [role, ...state.roles.slice(1)], groups: [], seats: [], assignments }
}
