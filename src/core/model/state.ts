/**
 * One organization at one revision as plain data: what the store loads, what replay yields, what a checkpoint
 * holds. Lists are sorted by id (seats by group, then principal), so equal states are equal text.
 */
import type { Assignment } from './assignment.ts'
import type { Catalogue } from './catalogue.ts'
import type { Expectation } from './expectation.ts'
import type { Group, Seat } from './group.ts'
import type { Invitation } from './invitation.ts'
import type { Member } from './member.ts'
import type { Organization, SignInProvider } from './organization.ts'
import type { Role } from './role.ts'
import type { Environment, Project } from './scope.ts'
import type { Source } from './source.ts'

/** Of states as they are written down. It goes up whenever a state gets, loses or changes a field; older ones are replayed. */
export const STATE_FORMAT = 2

export type OrganizationState = {
  readonly organization: Organization
  /** The organization's journal sequence number. */
  readonly revision: number
  readonly providers: readonly SignInProvider[]
  readonly members: readonly Member[]
  /** The latest invitation of each account that ever had one here. */
  readonly invitations: readonly Invitation[]
  readonly groups: readonly Group[]
  readonly seats: readonly Seat[]
  /** Custom roles only; built-in roles are part of the product. */
  readonly roles: readonly Role[]
  readonly assignments: readonly Assignment[]
  readonly projects: readonly Project[]
  readonly environments: readonly Environment[]
  readonly catalogues: readonly Catalogue[]
  /** Keys of the flags that are switched on. */
  readonly enabledFeatures: readonly string[]
  readonly expectations: readonly Expectation[]
  readonly sources: readonly Source[]
}
