/** Small moves that several random edits are made of. */
import type { Event } from '../../src/core/catalogue/events.ts'
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { Seat } from '../../src/core/model/group.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Step } from './changes.ts'

export function sorted<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export function replaced<T extends { readonly id: string }>(list: readonly T[], item: T): T[] {
  return list.map((x) => (x.id === item.id ? item : x))
}

/** An id that no world has. */
export function freshId(prefix: string, list: readonly { readonly id: string }[]): string {
  return `${prefix}_n${list.length}`
}

/** Takes assignments and seats away, one event each, before what they hang on goes. */
export function cleared(
  state: OrganizationState,
  ending: (a: Assignment) => boolean,
  leaving: (s: Seat) => boolean = () => false,
): Step {
  const gone = state.assignments.filter(ending)
  const left = state.seats.filter(leaving)
  const events: Event[] = [
    ...gone.map((assignment): Event => ({ type: 'assignment.deleted', data: { assignment } })),
    ...left.map((seat): Event => ({ type: 'group.member.removed', data: { seat } })),
  ]
  const assignments = state.assignments.filter((a) => !gone.includes(a))
  return { state: { ...state, assignments, seats: state.seats.filter((s) => !left.includes(s)) }, events }
}
