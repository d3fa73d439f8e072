/** What holds of an organization whatever was done to it at the same moment: tables, journal and members fit together. */
import {
  ADMIN_ROLE,
  apply,
  BUILT_IN_ROLES,
  type Event,
  found,
  type Organization,
  stateOf,
} from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import {
  canonicalJson,
  heads,
  loadState,
  readJournal,
  type Store,
  verifyJournal,
} from '../../src/store/store.ts'

const ADMIN = ADMIN_ROLE.id

/** @returns what is wrong, in words; `undefined` where nothing is */
export async function brokenIn(store: Store, organization: string): Promise<string | undefined> {
  const loaded = await loadState(store, organization)
  if (loaded === undefined) return 'the organization has gone'
  const records = await readJournal(store, organization, 0, 1_000_000)
  const events = records.map(({ event }) => event)
  const replayed = stateOf(apply(found(foundingOf(events[0])), events))
  if (canonicalJson(replayed) !== canonicalJson(loaded)) return 'the tables are not what the journal says'
  const verdict = await verifyJournal(store, organization)
  if (!verdict.valid) return `the chain breaks at ${verdict.sequence}: ${verdict.why}`
  const [head] = await heads(store, [organization])
  if (head?.sequence !== records.length) return 'the journal has gaps'
  return danglingIn(loaded)
}

/** Nothing may point to what is not there, and somebody must be able to administer. */
function danglingIn(state: OrganizationState): string | undefined {
  const members = new Map(state.members.map((member) => [member.id, member]))
  const groups = new Set(state.groups.map(({ id }) => id))
  const roles = new Set([...BUILT_IN_ROLES, ...state.roles].map(({ id }) => id))
  const seats = state.seats.filter(({ group, principal }) => !groups.has(group) || !members.has(principal))
  if (seats.length > 0) return `seats of nobody or nowhere: ${JSON.stringify(seats)}`
  const assignments = state.assignments.filter(
    ({ subject, role }) =>
      !(subject.type === 'user' ? members.has(subject.id) : groups.has(subject.id)) || !roles.has(role),
  )
  if (assignments.length > 0) return `assignments of nothing or to nobody: ${JSON.stringify(assignments)}`
  const names = state.groups.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) return 'two groups have the same name'
  return adminsOf(state).length > 0 ? undefined : 'nobody can administer'
}

/** Active people who hold `admin` at the organization, by themselves or through a group. */
export function adminsOf(state: OrganizationState): string[] {
  const given = state.assignments.filter(
    ({ role, scope }) => role === ADMIN && scope === state.organization.id,
  )
  return state.members
    .filter(({ type, status, access }) => type === 'user' && status === 'active' && access === 'allowed')
    .filter(({ id }) =>
      given.some(({ subject }) =>
        subject.type === 'user'
          ? subject.id === id
          : state.seats.some(({ group, principal }) => group === subject.id && principal === id),
      ),
    )
    .map(({ id }) => id)
}

function foundingOf(event: Event | undefined): Organization {
  if (event?.type !== 'organization.created') throw new Error('a journal begins with the organization')
  return event.data.organization
}
