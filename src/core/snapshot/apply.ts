/**
 * What each event does to a snapshot. This is the only place where state changes: enforcement, dry run, replicas,
 * time travel and tests all come through here.
 */
import { BUILT_IN_ROLES } from '../catalogue/built-in-roles.ts'
import type { Event, EventData, EventType } from '../catalogue/events.ts'
import type { Assignment } from '../model/assignment.ts'
import type { Member } from '../model/member.ts'
import type { AssignmentNumbers } from './assignments.ts'
import { Snapshot } from './snapshot.ts'
import { useCatalogues } from './use-catalogues.ts'

type Apply = { [T in EventType]: (draft: Snapshot, data: EventData[T]) => void }

/** The snapshot that the events lead to; the given one stays as it is. Each event is one revision. */
export function apply(snapshot: Snapshot, events: readonly Event[]): Snapshot {
  return extend(snapshot.fork(), events)
}

/** Goes on with a draft that only its maker has seen: a replay of many pages is one fork, settled at its end. */
export function extend(draft: Snapshot, events: readonly Event[]): Snapshot {
  for (const event of events) applyTo(draft, event)
  return draft
}

/** An organization's first snapshot, from the event that creates it. */
export function found(organization: EventData['organization.created']['organization']): Snapshot {
  const snapshot = Snapshot.empty(organization)
  snapshot.scopes.addOrganization(organization.id)
  for (const role of BUILT_IN_ROLES) setRole(snapshot, role)
  return snapshot.settle()
}

/** Changes a draft; callers other than `apply` load a state into an empty snapshot. */
export function applyTo(draft: Snapshot, event: Event): void {
  const how = APPLY[event.type] as (draft: Snapshot, data: unknown) => void
  how(draft, event.data)
  draft.revision++
}

const APPLY: Apply = {
  'organization.created': () => {},
  'organization.settings.changed': (draft, { after }) => setOrganization(draft, { settings: after }),
  'organization.tier.changed': (draft, { after }) => setOrganization(draft, { tier: after }),
  'organization.passwords.changed': (draft, { after }) => {
    setOrganization(draft, { passwords: after })
    draft.index.dropAll()
  },
  'provider.added': (draft, { provider }) => {
    draft.providers = [...draft.providers, provider]
    draft.index.dropAll()
  },
  'provider.updated': (draft, { after }) => {
    draft.providers = draft.providers.map((provider) => (provider.id === after.id ? after : provider))
    draft.index.dropAll()
  },
  'provider.removed': (draft, { provider }) => {
    draft.providers = draft.providers.filter(({ id }) => id !== provider.id)
    draft.index.dropAll()
  },

  'member.added': (draft, { member }) => setMember(draft, member),
  'member.activated': (draft, { principal, after }) =>
    changeMember(draft, principal, { status: 'active', signInPath: after }),
  'member.blocked': (draft, { principal }) => changeMember(draft, principal, { access: 'blocked' }),
  'member.unblocked': (draft, { principal }) => changeMember(draft, principal, { access: 'allowed' }),
  'member.removed': (draft, { member }) => {
    draft.index.removePerson(draft.members.numberOf(member.id)!)
    draft.members.delete(member.id)
  },
  'member.beta_access.changed': (draft, { principal, after }) =>
    changeMember(draft, principal, { betaAccess: after }),
  'sign_in_path.changed': (draft, { principal, after }) =>
    changeMember(draft, principal, { signInPath: after }),

  'invitation.created': (draft, { invitation }) => setInvitation(draft, invitation),
  'invitation.resent': (draft, { after }) => setInvitation(draft, after),
  'invitation.accepted': (draft, { after }) => setInvitation(draft, after),
  'invitation.cancelled': (draft, { after }) => setInvitation(draft, after),

  'group.created': (draft, { group }) => void draft.groups.set(group),
  'group.updated': (draft, { after }) => void draft.groups.set(after),
  'group.deleted': (draft, { group }) => {
    draft.index.removeGroup(draft.groups.numberOf(group.id)!)
    draft.groups.delete(group.id)
  },
  'group.member.added': (draft, { seat }) =>
    draft.index.addSeat(draft.members.numberOf(seat.principal)!, {
      group: draft.groups.numberOf(seat.group)!,
      source: seat.source,
    }),
  'group.member.removed': (draft, { seat }) =>
    draft.index.removeSeat(draft.members.numberOf(seat.principal)!, draft.groups.numberOf(seat.group)!),

  'role.created': (draft, { role }) => setRole(draft, role),
  'role.updated': (draft, { after }) => setRole(draft, after),
  'role.deleted': (draft, { role }) => draft.roles.delete(role.id),

  'assignment.created': (draft, { assignment }) => addAssignment(draft, assignment),
  'assignment.updated': (draft, { before, after }) => {
    removeAssignment(draft, before)
    addAssignment(draft, after)
  },
  'assignment.deleted': (draft, { assignment }) => removeAssignment(draft, assignment),

  'project.created': (draft, { project }) => {
    draft.projects.set(project)
    draft.scopes.addProject(project.id, project.name, project.archived)
  },
  'project.updated': (draft, { after }) => void draft.projects.set(after),
  'project.archived': (draft, { project }) => setArchived(draft, project, true),
  'project.unarchived': (draft, { project }) => setArchived(draft, project, false),
  'project.deleted': (draft, { project }) => {
    draft.scopes.remove(project.id)
    draft.projects.delete(project.id)
  },
  'environment.created': (draft, { environment }) => {
    draft.environments.set(environment)
    draft.scopes.addEnvironment(environment.id, environment.name, environment.project)
  },
  'environment.deleted': (draft, { environment }) => {
    draft.scopes.remove(environment.id)
    draft.environments.delete(environment.id)
  },

  'expectation.added': (draft, { expectation }) => {
    draft.expectations = [...draft.expectations, expectation]
  },
  'expectation.removed': (draft, { expectation }) => {
    draft.expectations = draft.expectations.filter(({ id }) => id !== expectation.id)
  },
  'expectation.overridden': () => {},

  'source.connected': (draft, { source }) => {
    draft.sources = [...draft.sources, source]
  },
  'source.disconnected': (draft, { source }) => {
    draft.sources = draft.sources.filter(({ id }) => id !== source.id)
  },

  'feature.changed': (draft, { feature, after }) => {
    const enabled = new Set(draft.enabledFeatures)
    if (after) enabled.add(feature)
    else enabled.delete(feature)
    draft.enabledFeatures = enabled
  },
  'catalogue.applied': (draft, { after }) =>
    useCatalogues(draft, [...draft.catalogues.filter(({ name }) => name !== after.name), after]),
}

function setOrganization(draft: Snapshot, change: Partial<Snapshot['organization']>): void {
  draft.organization = { ...draft.organization, ...change }
}

function setMember(draft: Snapshot, member: Member): void {
  draft.index.drop(draft.members.set(member))
}

function changeMember(draft: Snapshot, principal: string, change: Partial<Member>): void {
  setMember(draft, { ...draft.members.get(principal)!, ...change })
}

function setInvitation(draft: Snapshot, invitation: EventData['invitation.created']['invitation']): void {
  draft.invitations.set({ id: invitation.principal, invitation })
}

function setRole(draft: Snapshot, role: EventData['role.created']['role']): void {
  draft.index.setRole(draft.roles.set(role), draft.sets.of(draft.vocabulary.bitsOf(role)))
}

function setArchived(draft: Snapshot, id: string, archived: boolean): void {
  draft.projects.set({ ...draft.projects.get(id)!, archived })
  draft.scopes.setArchived(id, archived)
}

/** The numbers behind an assignment's ids; a group is the complement of its number. */
export function numbersOf(draft: Snapshot, { role, scope, subject }: Assignment): AssignmentNumbers {
  return {
    role: draft.roles.numberOf(role)!,
    scope: draft.scopes.find(scope)!,
    subject:
      subject.type === 'user' ? draft.members.numberOf(subject.id)! : ~draft.groups.numberOf(subject.id)!,
  }
}

function addAssignment(draft: Snapshot, assignment: Assignment): void {
  const numbers = numbersOf(draft, assignment)
  const { subject, role, scope } = numbers
  draft.index.addAssignment(draft.assignments.add(assignment, numbers), subject, role, scope)
}

function removeAssignment(draft: Snapshot, { id }: Assignment): void {
  const { assignments, index } = draft
  const number = assignments.find(id)!
  index.removeAssignment(
    number,
    assignments.subjectOf(number),
    assignments.roleOf(number),
    assignments.scopeOf(number),
  )
  assignments.delete(number)
}
