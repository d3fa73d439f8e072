/**
 * The smallest part of an organization in which a diagnosis of one person comes out the same: their membership and
 * invitation, their groups, what is assigned to either, and the roles and places in that. Nobody else is in it, and nothing
 * that somebody wrote about these things.
 */
import type { Assignment } from '../model/assignment.ts'
import type { Group, Seat } from '../model/group.ts'
import type { OrganizationState } from '../model/state.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'

/** @param scope id or text of the place that is asked about */
export function sliceFor(
  snapshot: Snapshot,
  principal: string,
  scope: string | undefined,
): OrganizationState {
  const member = snapshot.members.get(principal)
  const invitation = snapshot.invitationOf(principal)
  const { groups, seats, assignments } = held(snapshot, principal)
  const roles = new Set(assignments.map(({ role }) => role))
  const places = scopesOf(snapshot, [
    ...assignments.map((one) => one.scope),
    ...(scope === undefined ? [] : [scope]),
  ])
  return {
    organization: snapshot.organization,
    revision: snapshot.revision,
    providers: byId(snapshot.providers),
    members: member === undefined ? [] : [member],
    invitations: invitation === undefined ? [] : [invitation],
    groups: byId(groups).map(({ id, name }) => ({ id, name, description: '' })),
    seats: seats.toSorted((a, b) => compare(a.group, b.group)),
    roles: byId(
      [...snapshot.roles.values()].filter(({ id, kind }) => kind === 'custom' && roles.has(id)),
    ).map(({ id, name, kind, permissions }) => ({ id, name, kind, description: '', permissions })),
    assignments: byId(assignments),
    projects: byId([...snapshot.projects.values()].filter(({ id }) => places.has(id))),
    environments: byId([...snapshot.environments.values()].filter(({ id }) => places.has(id))),
    catalogues: snapshot.catalogues,
    enabledFeatures: [...snapshot.enabledFeatures].toSorted(),
    expectations: [],
    sources: [],
  }
}

type Held = { readonly groups: Group[]; readonly seats: Seat[]; readonly assignments: Assignment[] }

function held(snapshot: Snapshot, principal: string): Held {
  const person = snapshot.members.numberOf(principal)
  if (person === undefined || snapshot.members.at(person) === undefined)
    return { groups: [], seats: [], assignments: [] }
  const { direct, seats } = snapshot.index.entry(person)
  const groups = seats.map(({ group }) => snapshot.groups.at(group)!)
  const numbers = [...direct, ...seats.flatMap(({ group }) => snapshot.index.assignmentsOfGroup(group))]
  return {
    groups,
    seats: seats.map(({ source }, at) => ({ group: groups[at]!.id, principal, source })),
    assignments: numbers.map((number) => withoutReason(assignmentAt(snapshot, number))),
  }
}

function withoutReason({
  id,
  role,
  scope,
  subject,
  createdAt,
  notBefore,
  expiresAt,
}: Assignment): Assignment {
  return {
    id,
    role,
    scope,
    subject,
    createdAt,
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** Ids of these places and of everything outward of them. */
function scopesOf({ scopes }: Snapshot, names: readonly string[]): Set<string> {
  const ids = new Set<string>()
  for (const name of names) {
    const number = scopes.find(name)
    if (number !== undefined) for (const id of scopes.idsOutward(number)) ids.add(id)
  }
  return ids
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
