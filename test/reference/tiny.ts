/**
 * The smallest organization that answers anything, to be changed by hand in scenarios: an admin `usr_root`, a person
 * `usr_alex` without any grant, and the project `billing` with the environments `production` and `staging`.
 */
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { Catalogue, Feature } from '../../src/core/model/catalogue.ts'
import type { Invitation } from '../../src/core/model/invitation.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { Role } from '../../src/core/model/role.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'

export const T = 1_750_000_000_000

const SCOPES: Readonly<Record<string, string>> = {
  organization: 'org_1',
  billing: 'prj_b',
  'billing/production': 'env_p',
  'billing/staging': 'env_s',
}

export function person(id: string, over: Partial<Member> = {}): Member {
  const signInPath = { password: true, providers: [] }
  return {
    id,
    type: 'user',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath,
    since: T,
    ...over,
  }
}

/** `given('a', 'usr_alex', 'rol_viewer', 'billing')`: a subject whose id begins with `grp_` is a group. */
export function given(
  id: string,
  subject: string,
  role: string,
  scope: string,
  dates: Pick<Assignment, 'notBefore' | 'expiresAt'> = {},
): Assignment {
  const type = subject.startsWith('grp_') ? 'group' : 'user'
  return { id, role, scope: SCOPES[scope] ?? scope, subject: { type, id: subject }, createdAt: T, ...dates }
}

export function role(id: string, ...permissions: string[]): Role {
  return { id, name: id, kind: 'custom', description: '', permissions }
}

export function invitation(principal: string, state: Invitation['state'], expiresAt = T + 1000): Invitation {
  return {
    id: `inv_${principal}`,
    principal,
    state,
    expiresAt,
    invitedBy: 'usr_root',
    createdAt: T,
    issued: 1,
  }
}

/** The catalogue `cases` with the keys `cases.read` and `cases.assign`. */
export function cases(...features: Feature[]): Catalogue {
  const keys = ['cases.read', 'cases.assign']
  const permissions = keys.map((key) => ({ key, description: key, capability: key }))
  return { name: 'cases', families: [{ name: 'cases', permissions }], features }
}

export function feature(key: string, kind: Feature['kind'], ...gates: string[]): Feature {
  return { key, name: key, kind, gates, ...(kind === 'tier' && { minimumTier: 'enterprise' as const }) }
}

/** `over` replaces lists; `assignments` come on top of the admin's own, `members` on top of the two. */
export function tiny(over: Partial<OrganizationState> = {}): OrganizationState {
  const settings = {
    invitationLifetime: 604800,
    sessionIdleLifetime: 43200,
    sessionAbsoluteLifetime: 2592000,
  }
  const added = over.members ?? []
  const members = [person('usr_alex'), person('usr_root')].filter((m) => added.every((a) => a.id !== m.id))
  return {
    organization: { id: 'org_1', name: 'acme', displayName: 'Acme', tier: 'team', settings, passwords: true },
    revision: 42,
    providers: [],
    invitations: [],
    groups: [],
    seats: [],
    roles: [],
    projects: [{ id: 'prj_b', name: 'billing', displayName: 'Billing', archived: false }],
    environments: [
      { id: 'env_p', project: 'prj_b', name: 'production' },
      { id: 'env_s', project: 'prj_b', name: 'staging' },
    ],
    catalogues: [],
    enabledFeatures: [],
    expectations: [],
    sources: [],
    ...over,
    members: [...members, ...added].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    assignments: [given('asg_0', 'usr_root', 'rol_admin', 'organization'), ...(over.assignments ?? [])],
  }
}
