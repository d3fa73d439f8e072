/**
 * The events of an organization's journal: a closed list. An event carries what changed, before and after, and
 * names people by id only.
 */
import type { Assignment } from '../model/assignment.ts'
import type { Catalogue } from '../model/catalogue.ts'
import type { Expectation } from '../model/expectation.ts'
import type { Group, Seat } from '../model/group.ts'
import type { Invitation } from '../model/invitation.ts'
import type { Member, SignInPath } from '../model/member.ts'
import type { Organization, Settings, SignInProvider, Tier } from '../model/organization.ts'
import type { Role } from '../model/role.ts'
import type { Environment, Project } from '../model/scope.ts'
import type { Source } from '../model/source.ts'

type Edit<T> = { readonly before: T; readonly after: T }

export type EventData = {
  'organization.created': { readonly organization: Organization }
  'organization.settings.changed': Edit<Settings>
  'organization.tier.changed': Edit<Tier>
  'organization.passwords.changed': Edit<boolean>
  'provider.added': { readonly provider: SignInProvider }
  'provider.updated': Edit<SignInProvider>
  'provider.removed': { readonly provider: SignInProvider }

  /** A membership begins, invited or at once active. */
  'member.added': { readonly member: Member }
  'member.activated': { readonly principal: string; readonly before: SignInPath; readonly after: SignInPath }
  'member.blocked': { readonly principal: string }
  'member.unblocked': { readonly principal: string }
  'member.removed': { readonly member: Member }
  'member.beta_access.changed': { readonly principal: string } & Edit<boolean>
  'sign_in_path.changed': { readonly principal: string } & Edit<SignInPath>

  'invitation.created': { readonly invitation: Invitation }
  'invitation.resent': { readonly principal: string } & Edit<Invitation>
  'invitation.accepted': { readonly principal: string } & Edit<Invitation>
  'invitation.cancelled': { readonly principal: string } & Edit<Invitation>

  'group.created': { readonly group: Group }
  'group.updated': Edit<Group>
  'group.deleted': { readonly group: Group }
  'group.member.added': { readonly seat: Seat }
  'group.member.removed': { readonly seat: Seat }

  'role.created': { readonly role: Role }
  'role.updated': Edit<Role>
  'role.deleted': { readonly role: Role }

  'assignment.created': { readonly assignment: Assignment }
  'assignment.updated': Edit<Assignment>
  'assignment.deleted': { readonly assignment: Assignment }

  'project.created': { readonly project: Project }
  'project.updated': Edit<Project>
  'project.archived': { readonly project: string }
  'project.unarchived': { readonly project: string }
  'project.deleted': { readonly project: Project }
  'environment.created': { readonly environment: Environment }
  'environment.deleted': { readonly environment: Environment }

  /** Its automation account begins with it and ends with it, in the same change. */
  'source.connected': { readonly source: Source }
  'source.disconnected': { readonly source: Source }

  'feature.changed': { readonly feature: string } & Edit<boolean>
  'expectation.added': { readonly expectation: Expectation }
  'expectation.removed': { readonly expectation: Expectation }
  /** The change beside it breaks these expectations, and was meant to; its reason says why. */
  'expectation.overridden': { readonly expectations: readonly string[]; readonly digest: string }

  'catalogue.applied': { readonly before: Catalogue | null; readonly after: Catalogue }
}

export type EventType = keyof EventData

export type EventOf<T extends EventType> = { readonly type: T; readonly data: EventData[T] }

/** One change to an organization, as the pure functions write it. */
export type Event = { [T in EventType]: EventOf<T> }[EventType]
