/**
 * What undoes an event, on the organization as it is now: the opposite event, where things still are as the event left
 * them. What is not listed cannot be undone by saying the opposite: a spent link, an account, a place and all in it.
 */
import type { Event, EventData, EventType } from '../../catalogue/events.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { assignmentOf } from '../../snapshot/state.ts'
import { nameRefusal } from '../lookup.ts'
import { permissionsRefusal } from '../permission-input.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { same } from '../same.ts'
import { seatOf } from '../seats.ts'

/** Finds what is in the way, or says the opposite; nothing where nothing is to be undone. */
type Undo<T extends EventType> = (now: Snapshot, data: EventData[T]) => Event | Refusal | undefined

type Table = { readonly [T in EventType]?: Undo<T> }

export function inverseOf(now: Snapshot, event: Event): Event | Refusal | undefined {
  const undo = UNDO[event.type] as Undo<EventType> | undefined
  return undo === undefined ? cannot(event.type) : undo(now, event.data)
}

function cannot(type: EventType): Refusal {
  const detail = `this cannot be reverted: nothing undoes \`${type}\``
  return refuse('INVALID', detail, { field: '/sequence', next: 'compartment audit list' })
}

function changedSince(what: string): Refusal {
  const detail = `this cannot be reverted any more: ${what} since`
  return refuse('PRECONDITION_FAILED', detail, { field: '/sequence', next: 'compartment audit list' })
}

const ACCESS: Table = {
  'assignment.created': (now, { assignment }) =>
    same(assignmentOf(now, assignment.id), assignment)
      ? { type: 'assignment.deleted', data: { assignment } }
      : changedSince('the assignment was changed or deleted'),
  'assignment.updated': (now, { before, after }) =>
    same(assignmentOf(now, after.id), after)
      ? { type: 'assignment.updated', data: { before: after, after: before } }
      : changedSince('the assignment was changed or deleted'),
  'assignment.deleted': (now, { assignment }) => {
    const { role, scope, subject, id } = assignment
    const holder = (subject.type === 'user' ? now.members : now.groups).get(subject.id)
    const whole = now.roles.get(role) !== undefined && now.scopes.find(scope) !== undefined
    if (holder === undefined || !whole) return changedSince('its role, place or holder has gone')
    if (assignmentOf(now, id) !== undefined) return changedSince('the assignment was made again')
    return { type: 'assignment.created', data: { assignment } }
  },

  'role.created': (now, { role }) => {
    if (!same(now.roles.get(role.id), role)) return changedSince('the role was changed or deleted')
    const inUse = [...now.index.assignmentsOfRole(now.roles.numberOf(role.id)!)].length > 0
    return inUse ? changedSince('the role was given to somebody') : { type: 'role.deleted', data: { role } }
  },
  'role.updated': (now, { before, after }) =>
    same(now.roles.get(after.id), after)
      ? (roleProblem(now, before) ?? { type: 'role.updated', data: { before: after, after: before } })
      : changedSince('the role was changed or deleted'),
  'role.deleted': (now, { role }) =>
    now.roles.get(role.id) === undefined
      ? (roleProblem(now, role) ?? { type: 'role.created', data: { role } })
      : changedSince('the role was made again'),
}

function roleProblem(now: Snapshot, role: EventData['role.created']['role']): Refusal | undefined {
  return (
    nameRefusal('role', role.name, now.roles.values(), role.id) ?? permissionsRefusal(now, role.permissions)
  )
}

const GROUPS: Table = {
  'group.created': (now, { group }) => {
    if (!same(now.groups.get(group.id), group)) return changedSince('the group was changed or deleted')
    const number = now.groups.numberOf(group.id)!
    const inUse = now.index.membersOf(number).size > 0 || now.index.assignmentsOfGroup(number).length > 0
    return inUse ? changedSince('the group came into use') : { type: 'group.deleted', data: { group } }
  },
  'group.updated': (now, { before, after }) =>
    same(now.groups.get(after.id), after)
      ? (nameRefusal('group', before.name, now.groups.values(), before.id) ?? {
          type: 'group.updated',
          data: { before: after, after: before },
        })
      : changedSince('the group was changed or deleted'),
  'group.deleted': (now, { group }) =>
    now.groups.get(group.id) === undefined
      ? (nameRefusal('group', group.name, now.groups.values()) ?? { type: 'group.created', data: { group } })
      : changedSince('the group was made again'),
  'group.member.added': (now, { seat }) =>
    same(seatIn(now, seat), seat)
      ? byHand(seat, { type: 'group.member.removed', data: { seat } })
      : changedSince('they left the group'),
  'group.member.removed': (now, { seat }) => {
    const both = now.members.get(seat.principal) !== undefined && now.groups.get(seat.group) !== undefined
    if (!both) return changedSince('the person or the group has gone')
    if (seatIn(now, seat) !== undefined) return changedSince('they joined the group')
    return byHand(seat, { type: 'group.member.added', data: { seat } })
  },
}

type Seat = EventData['group.member.added']['seat']

function seatIn(now: Snapshot, { principal, group }: Seat): Seat | undefined {
  const [person, place] = [now.members.numberOf(principal), now.groups.numberOf(group)]
  return person === undefined || place === undefined ? undefined : seatOf(now, person, place)
}

/** What a provider or SCIM filled, it would fill again. */
function byHand({ source }: Seat, event: Event): Event | Refusal {
  if (source === 'manual') return event
  const detail = `this cannot be reverted: \`${source}\` fills the group`
  return refuse('INVALID', detail, { field: '/sequence' })
}

const REST: Table = {
  'member.blocked': (now, { principal }) =>
    now.members.get(principal)?.access === 'blocked'
      ? { type: 'member.unblocked', data: { principal } }
      : changedSince('they were unblocked or removed'),
  'member.unblocked': (now, { principal }) =>
    now.members.get(principal)?.access === 'allowed'
      ? { type: 'member.blocked', data: { principal } }
      : changedSince('they were blocked or removed'),
  'member.beta_access.changed': (now, { principal, before, after }) =>
    now.members.get(principal)?.betaAccess === after
      ? { type: 'member.beta_access.changed', data: { principal, before: after, after: before } }
      : changedSince('it was switched or they were removed'),
  'feature.changed': (now, { feature, before, after }) =>
    now.vocabulary.features.some(({ key }) => key === feature) && now.enabledFeatures.has(feature) === after
      ? { type: 'feature.changed', data: { feature, before: after, after: before } }
      : changedSince('the feature was switched or withdrawn'),
  'organization.settings.changed': (now, { before, after }) =>
    same(now.organization.settings, after)
      ? { type: 'organization.settings.changed', data: { before: after, after: before } }
      : changedSince('the settings were changed'),
  'organization.tier.changed': (now, { before, after }) =>
    now.organization.tier === after
      ? { type: 'organization.tier.changed', data: { before: after, after: before } }
      : changedSince('the tier was changed'),
  'organization.passwords.changed': (now, { before, after }) =>
    now.organization.passwords === after
      ? { type: 'organization.passwords.changed', data: { before: after, after: before } }
      : changedSince('the sign-in settings were changed'),
  'expectation.added': (now, { expectation }) =>
    now.expectations.some(({ id }) => id === expectation.id)
      ? { type: 'expectation.removed', data: { expectation } }
      : changedSince('the expectation was removed'),
  'expectation.removed': (now, { expectation }) =>
    now.expectations.some(({ id }) => id === expectation.id)
      ? changedSince('it was expected again')
      : { type: 'expectation.added', data: { expectation } },
  /** A record beside a change; undoing the change is all there is to do. */
  'expectation.overridden': () => undefined,
}

const UNDO: Table = { ...ACCESS, ...GROUPS, ...REST }
