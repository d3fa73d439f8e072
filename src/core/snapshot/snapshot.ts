/**
 * One organization at one revision: its facts by id, and the index that decisions read. A snapshot is never changed
 * in place; `apply` forks it. Settling a fork makes it the current snapshot and supersedes the one it came from.
 */
import type { Catalogue } from '../model/catalogue.ts'
import type { Expectation } from '../model/expectation.ts'
import type { Group } from '../model/group.ts'
import type { Invitation } from '../model/invitation.ts'
import type { Member } from '../model/member.ts'
import type { Organization, SignInProvider } from '../model/organization.ts'
import type { Role } from '../model/role.ts'
import type { Environment, Project } from '../model/scope.ts'
import type { Source } from '../model/source.ts'
import { AccessIndex } from './access-index.ts'
import { Assignments } from './assignments.ts'
import { PermissionSets } from './permission-sets.ts'
import { Scopes } from './scopes.ts'
import { Table } from './table.ts'
import { Vocabulary } from './vocabulary.ts'

/** An invitation under the id of the account it is for: there is one record for each. */
export type InvitationRow = { readonly id: string; readonly invitation: Invitation }

/** Small facts, replaced as a whole. */
type Values = {
  revision: number
  organization: Organization
  providers: readonly SignInProvider[]
  catalogues: readonly Catalogue[]
  enabledFeatures: ReadonlySet<string>
  expectations: readonly Expectation[]
  sources: readonly Source[]
  vocabulary: Vocabulary
  sets: PermissionSets
}

/** Large facts, shared between forks. */
function emptyTables() {
  return {
    members: new Table<Member>(),
    invitations: new Table<InvitationRow>(),
    groups: new Table<Group>(),
    roles: new Table<Role>(),
    projects: new Table<Project>(),
    environments: new Table<Environment>(),
    scopes: new Scopes(),
    assignments: new Assignments(),
    index: new AccessIndex(),
  }
}
type Tables = ReturnType<typeof emptyTables>

export class Snapshot {
  revision: number
  organization: Organization
  providers: readonly SignInProvider[]
  catalogues: readonly Catalogue[]
  enabledFeatures: ReadonlySet<string>
  expectations: readonly Expectation[]
  sources: readonly Source[]
  vocabulary: Vocabulary
  sets: PermissionSets
  readonly members: Table<Member>
  readonly invitations: Table<InvitationRow>
  readonly groups: Table<Group>
  readonly roles: Table<Role>
  readonly projects: Table<Project>
  readonly environments: Table<Environment>
  readonly scopes: Scopes
  readonly assignments: Assignments
  readonly index: AccessIndex

  private constructor(values: Values, tables: Tables) {
    this.revision = values.revision
    this.organization = values.organization
    this.providers = values.providers
    this.catalogues = values.catalogues
    this.enabledFeatures = values.enabledFeatures
    this.expectations = values.expectations
    this.sources = values.sources
    this.vocabulary = values.vocabulary
    this.sets = values.sets
    this.members = tables.members
    this.invitations = tables.invitations
    this.groups = tables.groups
    this.roles = tables.roles
    this.projects = tables.projects
    this.environments = tables.environments
    this.scopes = tables.scopes
    this.assignments = tables.assignments
    this.index = tables.index
  }

  static empty(organization: Organization): Snapshot {
    const vocabulary = new Vocabulary([])
    const values = {
      revision: 0,
      organization,
      providers: [],
      catalogues: [],
      enabledFeatures: new Set<string>(),
      expectations: [],
      sources: [],
      vocabulary,
      sets: new PermissionSets(vocabulary.keys.length),
    }
    return new Snapshot(values, emptyTables())
  }

  fork(): Snapshot {
    return new Snapshot(this, {
      members: this.members.fork(),
      invitations: this.invitations.fork(),
      groups: this.groups.fork(),
      roles: this.roles.fork(),
      projects: this.projects.fork(),
      environments: this.environments.fork(),
      scopes: this.scopes.fork(),
      assignments: this.assignments.fork(),
      index: this.index.fork(),
    })
  }

  /** Makes this fork the current snapshot. */
  settle(): this {
    for (const part of [this.members, this.invitations, this.groups, this.roles, this.projects]) part.settle()
    for (const part of [this.environments, this.scopes, this.assignments, this.index]) part.settle()
    return this
  }

  /** The latest invitation of an account here. */
  invitationOf(principal: string): Invitation | undefined {
    return this.invitations.get(principal)?.invitation
  }
}
