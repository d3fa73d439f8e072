/** A snapshot from an organization's plain state, and back. What loads here is what replaying the journal yields. */

import type { Event } from '../catalogue/events.ts'
import { type Assignment, period } from '../model/assignment.ts'
import type { Seat } from '../model/group.ts'
import type { OrganizationState } from '../model/state.ts'
import { applyTo, found, numbersOf } from './apply.ts'
import type { Snapshot } from './snapshot.ts'
import { useCatalogues } from './use-catalogues.ts'

/** @returns a settled snapshot at the state's revision */
export function snapshotFrom(state: OrganizationState): Snapshot {
  const snapshot = found(state.organization)
  snapshot.providers = state.providers
  snapshot.enabledFeatures = new Set(state.enabledFeatures)
  snapshot.expectations = state.expectations
  snapshot.sources = state.sources
  for (const event of events(state)) applyTo(snapshot, event)
  loadAssignments(snapshot, state.assignments)
  if (state.catalogues.length > 0) useCatalogues(snapshot, state.catalogues)
  snapshot.revision = state.revision
  return snapshot.settle()
}

/** The facts of a state but its assignments, as the events that would have made them, each after what it refers to. */
function* events(state: OrganizationState): IterableIterator<Event> {
  for (const member of state.members) yield { type: 'member.added', data: { member } }
  for (const invitation of state.invitations) yield { type: 'invitation.created', data: { invitation } }
  for (const group of state.groups) yield { type: 'group.created', data: { group } }
  for (const seat of state.seats) yield { type: 'group.member.added', data: { seat } }
  for (const role of state.roles) yield { type: 'role.created', data: { role } }
  // Numbers that follow each other lie together in everyone's grants, and a check asks for both.
  const inside = Map.groupBy(state.environments, ({ project }) => project)
  for (const project of state.projects) {
    yield { type: 'project.created', data: { project } }
    for (const environment of inside.get(project.id) ?? []) {
      yield { type: 'environment.created', data: { environment } }
    }
  }
}

/** There may be a million: they go into the index together, under the numbers from 0 on that a fresh table gives. */
function loadAssignments(snapshot: Snapshot, rows: readonly Assignment[]): void {
  const { assignments, index } = snapshot
  for (const row of rows) assignments.add(row, numbersOf(snapshot, row))
  index.load(rows.length, {
    subjectOf: (number) => assignments.subjectOf(number),
    roleOf: (number) => assignments.roleOf(number),
    scopeOf: (number) => assignments.scopeOf(number),
  })
}

export function stateOf(snapshot: Snapshot): OrganizationState {
  return {
    organization: snapshot.organization,
    revision: snapshot.revision,
    providers: byId(snapshot.providers),
    members: byId(snapshot.members.values()),
    invitations: byId(Array.from(snapshot.invitations.values(), (row) => row.invitation)),
    groups: byId(snapshot.groups.values()),
    seats: seatsOf(snapshot),
    roles: byId(Array.from(snapshot.roles.values()).filter((role) => role.kind === 'custom')),
    assignments: byId(Array.from(snapshot.assignments.ids(), (id) => assignmentOf(snapshot, id)!)),
    projects: byId(snapshot.projects.values()),
    environments: byId(snapshot.environments.values()),
    catalogues: snapshot.catalogues,
    enabledFeatures: [...snapshot.enabledFeatures].toSorted(),
    expectations: byId(snapshot.expectations),
    sources: byId(snapshot.sources),
  }
}

/** An assignment as a plain fact. */
export function assignmentOf(snapshot: Snapshot, id: string): Assignment | undefined {
  const number = snapshot.assignments.find(id)
  return number === undefined ? undefined : assignmentAt(snapshot, number)
}

export function assignmentAt(snapshot: Snapshot, number: number): Assignment {
  const { assignments } = snapshot
  const subject = assignments.subjectOf(number)
  const { notBefore, expiresAt, reason } = assignments.rareOf(number) ?? {}
  return {
    id: assignments.idOf(number),
    role: snapshot.roles.at(assignments.roleOf(number))!.id,
    scope: snapshot.scopes.at(assignments.scopeOf(number)).id,
    subject:
      subject < 0
        ? { type: 'group', id: snapshot.groups.at(~subject)!.id }
        : { type: 'user', id: snapshot.members.at(subject)!.id },
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(reason !== undefined && { reason }),
    createdAt: assignments.createdAt(number),
  }
}

/** When an assignment is in force, by number: from (inclusive) until (exclusive). */
export function periodAt(snapshot: Snapshot, number: number): readonly [from: number, until: number] {
  return period(snapshot.assignments.rareOf(number) ?? {})
}

function seatsOf(snapshot: Snapshot): Seat[] {
  const seats: Seat[] = []
  for (const member of snapshot.members.values()) {
    for (const { group, source } of snapshot.index.entry(snapshot.members.numberOf(member.id)!).seats) {
      seats.push({ group: snapshot.groups.at(group)!.id, principal: member.id, source })
    }
  }
  return seats.toSorted((a, b) => compare(a.group, b.group) || compare(a.principal, b.principal))
}

function byId<T extends { readonly id: string }>(rows: Iterable<T>): T[] {
  return Array.from(rows).toSorted((a, b) => compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
