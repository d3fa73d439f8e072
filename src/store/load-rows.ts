/** Rows of an organization's tables, as arrays of values, and the facts they are. The sorting key comes first. */
import type { Assignment } from '../core/model/assignment.ts'
import type { Catalogue } from '../core/model/catalogue.ts'
import type { Expectation } from '../core/model/expectation.ts'
import type { Group, Seat, SeatSource } from '../core/model/group.ts'
import type { Invitation } from '../core/model/invitation.ts'
import type { Member, Owner } from '../core/model/member.ts'
import type { Organization, Settings, SignInProvider, Tier } from '../core/model/organization.ts'
import type { Role } from '../core/model/role.ts'
import type { Environment, Project } from '../core/model/scope.ts'
import type { ProviderSettings } from '../core/model/sign-in-provider.ts'
import type { Source } from '../core/model/source.ts'
import type { Value } from './statement.ts'

type Maybe<T> = T | null

export function organizationOf(row: Value[]): Organization {
  type Columns = [string, string, string, Tier, string, number]
  const [id, name, displayName, tier, settings, passwords] = row as Columns
  return {
    id,
    name,
    displayName,
    tier,
    settings: JSON.parse(settings) as Settings,
    passwords: passwords === 1,
  }
}

export const PROVIDER = ['id', 'key', 'display_name', 'enabled', 'settings']

export function providerOf(row: Value[]): SignInProvider {
  const [id, key, displayName, enabled, settings] = row as [string, string, string, number, Maybe<string>]
  const more = settings === null ? {} : (JSON.parse(settings) as ProviderSettings)
  return { id, key, displayName, enabled: enabled === 1, ...more }
}

export const MEMBER = [
  'id',
  'type',
  'status',
  'access',
  'beta_access',
  'password',
  'providers',
  'owner_type',
  'owner_id',
  'since',
]

export function memberOf(row: Value[]): Member {
  type Columns = [
    string,
    Member['type'],
    Member['status'],
    Member['access'],
    number,
    number,
    string,
    ...Ending,
  ]
  type Ending = [Maybe<Owner['type']>, Maybe<string>, number]
  const [id, type, status, access, beta, password, providers, ownerType, ownerId, since] = row as Columns
  return {
    id,
    type,
    status,
    access,
    betaAccess: beta === 1,
    signInPath: {
      password: password === 1,
      providers: providers === '[]' ? [] : (JSON.parse(providers) as string[]),
    },
    ...(ownerType !== null && ownerId !== null && { owner: { type: ownerType, id: ownerId } }),
    since,
  }
}

export const INVITATION = ['id', 'principal', 'state', 'expires_at', 'invited_by', 'created_at', 'issued']

export function invitationOf(row: Value[]): Invitation {
  type Columns = [string, string, Invitation['state'], number, string, number, number]
  const [id, principal, state, expiresAt, invitedBy, createdAt, issued] = row as Columns
  return { id, principal, state, expiresAt, invitedBy, createdAt, issued }
}

export const GROUP = ['id', 'name', 'description']

export function groupOf(row: Value[]): Group {
  const [id, name, description] = row as [string, string, string]
  return { id, name, description }
}

export function seatOf(row: Value[]): Seat {
  const [group, principal, source] = row as [string, string, SeatSource]
  return { group, principal, source }
}

export const ROLE = ['id', 'name', 'kind', 'description', 'permissions']

export function roleOf(row: Value[]): Role {
  const [id, name, kind, description, permissions] = row as [string, string, Role['kind'], string, string]
  return { id, name, kind, description, permissions: JSON.parse(permissions) as string[] }
}

export const ASSIGNMENT = [
  'id',
  'role',
  'scope',
  'subject_type',
  'subject',
  'created_at',
  'not_before',
  'expires_at',
  'reason',
]

/** By far the most rows: most have no dates and no reason, and are made in one piece. */
export function assignmentOf(row: Value[]): Assignment {
  type Columns = [string, string, string, 'user' | 'group', string, number, ...Rare]
  type Rare = [Maybe<number>, Maybe<number>, Maybe<string>]
  const [id, role, scope, type, subject, createdAt, notBefore, expiresAt, reason] = row as Columns
  if (notBefore === null && expiresAt === null && reason === null) {
    return { id, role, scope, subject: { type, id: subject }, createdAt }
  }
  return {
    id,
    role,
    scope,
    subject: { type, id: subject },
    ...(notBefore !== null && { notBefore }),
    ...(expiresAt !== null && { expiresAt }),
    ...(reason !== null && { reason }),
    createdAt,
  }
}

export const PROJECT = ['id', 'name', 'display_name', 'archived']

export function projectOf(row: Value[]): Project {
  const [id, name, displayName, archived] = row as [string, string, string, number]
  return { id, name, displayName, archived: archived === 1 }
}

export const ENVIRONMENT = ['id', 'project', 'name']

export function environmentOf(row: Value[]): Environment {
  const [id, project, name] = row as [string, string, string]
  return { id, project, name }
}

export const CATALOGUE = ['name', 'content']

export function catalogueOf(row: Value[]): Catalogue {
  return JSON.parse(row[1] as string) as Catalogue
}

export const FEATURE = ['key']

export function featureOf(row: Value[]): string {
  return row[0] as string
}

export const EXPECTATION = ['id', 'subject_type', 'subject', 'can', 'permission', 'scope', 'note']

export function expectationOf(row: Value[]): Expectation {
  type Columns = [string, 'user' | 'group', string, number, string, string, Maybe<string>]
  const [id, type, subject, can, permission, scope, note] = row as Columns
  return {
    id,
    subject: { type, id: subject },
    can: can === 1,
    permission,
    scope,
    ...(note !== null && { note }),
  }
}

export const SOURCE = ['id', 'name', 'url', 'branch', 'project', 'account', 'created_at']

export function sourceOf(row: Value[]): Source {
  type Columns = [string, string, string, string, Maybe<string>, string, number]
  const [id, name, url, branch, project, account, createdAt] = row as Columns
  return { id, name, url, branch, ...(project !== null && { project }), account, createdAt }
}
