/** Whose grants an event can change: the cells that guards and impact look at, and no others. */
import type { Event } from '../catalogue/events.ts'
import type { Assignment } from '../model/assignment.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** Numbers of the people; a person who comes or goes has the same number on both sides. */
export function touchedPeople(before: Snapshot, after: Snapshot, events: readonly Event[]): Set<number> {
  const people = new Set<number>()
  const sides = [before, after]
  for (const event of events) {
    switch (event.type) {
      case 'assignment.created':
      case 'assignment.deleted':
        for (const side of sides) addSubject(side, event.data.assignment, people)
        break
      case 'assignment.updated':
        addSubject(before, event.data.before, people)
        addSubject(after, event.data.after, people)
        break
      case 'group.member.added':
      case 'group.member.removed':
        for (const side of sides) addPrincipal(side, event.data.seat.principal, people)
        break
      case 'role.updated':
        for (const side of sides) addHolders(side, event.data.after.id, people)
        break
      default:
        break
    }
  }
  return people
}

function addPrincipal(snapshot: Snapshot, principal: string, people: Set<number>): void {
  const person = snapshot.members.numberOf(principal)
  if (person !== undefined) people.add(person)
}

function addSubject(snapshot: Snapshot, { subject }: Assignment, people: Set<number>): void {
  if (subject.type === 'user') return addPrincipal(snapshot, subject.id, people)
  const group = snapshot.groups.numberOf(subject.id)
  if (group !== undefined) for (const person of snapshot.index.membersOf(group)) people.add(person)
}

function addHolders(snapshot: Snapshot, roleId: string, people: Set<number>): void {
  const { roles, index, assignments } = snapshot
  for (const assignment of index.assignmentsOfRole(roles.numberOf(roleId)!)) {
    for (const person of subjectPeople(snapshot, assignments.subjectOf(assignment))) people.add(person)
  }
}

/** The people behind a subject number: the member, or every member of the group. */
export function subjectPeople({ index }: Snapshot, subject: number): Iterable<number> {
  return subject < 0 ? index.membersOf(~subject) : [subject]
}
