/**
 * Finding what a request names: people by e-mail or id, roles and groups by id or name, scopes as text, id or object.
 * What the caller may not know is answered in the same words as what is not there.
 */

import type { ScopeInput } from '../contract/shapes/request.ts'
import { noAssignment } from '../core/change/delete-assignment.ts'
import { noGroup, noRole, noScope } from '../core/change/lookup.ts'
import {
  type Assignment,
  assignmentOf,
  findGroup,
  findProject,
  findRole,
  type Group,
  type Member,
  type Project,
  type Role,
  refuse,
} from '../core/index.ts'
import { normalEmail } from '../core/model/email.ts'
import { Refused } from './refused.ts'
import type { Scene } from './scene.ts'
import { may, sees } from './visible.ts'

/** The id behind an e-mail or id of somebody who is or was here. */
export function idOf({ living, snapshot, today }: Scene, ref: string): string | undefined {
  // Most are e-mails in normal form, which ids never are.
  const known = living.idOf(ref)
  if (known !== undefined) return known
  for (const { members, invitations } of today === undefined ? [snapshot] : [snapshot, today.snapshot])
    if (members.get(ref) !== undefined || invitations.get(ref) !== undefined) return ref
  const email = normalEmail(ref)
  return email === undefined ? undefined : living.idOf(email)
}

export function memberFor(scene: Scene, ref: string): Member | undefined {
  const id = idOf(scene, ref)
  return id === undefined ? undefined : scene.snapshot.members.get(id)
}

/** Whether a reference names the caller. */
export function isSelf(scene: Scene, ref: string): boolean {
  const { account } = scene.caller
  // Most are ids, and of somebody else.
  if (ref !== account && NO_EMAIL.test(ref)) return false
  return idOf(scene, ref) === account
}

/** Nothing that could be read as an `@`, of which there are several. */
const NO_EMAIL = /^\w+$/

/** @throws Refused 404 for whoever is not a member, whether or not they have an account */
export function requireMember(scene: Scene, ref: string, field = '/user'): Member {
  const member = memberFor(scene, ref)
  if (member !== undefined) return member
  throw new Refused(refuse('NOT_FOUND', `no user \`${ref}\``, { field, next: 'compartment user list' }))
}

export function requireRole({ snapshot }: Scene, ref: string, field?: string): Role {
  const role = findRole(snapshot, ref)
  if (role === undefined) throw new Refused(noRole(ref, field))
  return role
}

export function requireGroup({ snapshot }: Scene, ref: string, field?: string): Group {
  const group = findGroup(snapshot, ref)
  if (group === undefined) throw new Refused(noGroup(ref, field))
  return group
}

/** @throws Refused 404, also where the caller may not know that it exists */
export function requireProject(scene: Scene, ref: string): Project {
  const { snapshot } = scene
  const project = findProject(snapshot, ref)
  if (project !== undefined && sees(scene, snapshot.scopes.find(project.id)!)) return project
  throw new Refused(
    refuse('NOT_FOUND', `no project \`${ref}\``, { field: '/project', next: 'compartment project list' }),
  )
}

/** @throws Refused 404, also where the caller may not know that there is such an assignment */
export function requireAssignment(scene: Scene, id: string): Assignment {
  const assignment = assignmentOf(scene.snapshot, id)
  const known =
    assignment !== undefined &&
    (may(scene, 'organization.role.read') ||
      may(scene, 'organization.role.read', assignment.scope) ||
      may(scene, 'organization.role.manage', assignment.scope))
  if (!known) throw new Refused(noAssignment(id))
  return assignment
}

/** A scope as text; ids stay ids. */
export function scopeText(scene: Scene, input: ScopeInput, field = '/scope'): string {
  if (typeof input === 'string') return input
  const { type, project, environment } = input
  const complete = {
    organization: project === undefined && environment === undefined,
    project: project !== undefined && environment === undefined,
    environment: project !== undefined && environment !== undefined,
  }
  if (!complete[type]) {
    const detail = `a scope of type \`${type}\` has ${SCOPE_FIELDS[type]}`
    throw new Refused(refuse('INVALID', detail, { field }))
  }
  if (type === 'organization') return 'organization'
  const name = findProject(scene.snapshot, project!)?.name ?? project!
  return type === 'project' ? name : `${name}/${environment!}`
}

const SCOPE_FIELDS = {
  organization: 'neither `project` nor `environment`',
  project: '`project` and no `environment`',
  environment: '`project` and `environment`',
} as const

/** The scope's number, or `undefined` where there is none or the caller may not know of it. */
export function scopeFor(scene: Scene, text: string): number | undefined {
  const number = scene.snapshot.scopes.find(text)
  return number !== undefined && sees(scene, number) ? number : undefined
}

/** @returns the scope's id */
export function requireScope(scene: Scene, input: ScopeInput, field = '/scope'): string {
  const text = scopeText(scene, input, field)
  const number = scopeFor(scene, text)
  if (number === undefined) throw new Refused(noScope(text, field))
  return scene.snapshot.scopes.at(number).id
}
