/** Roles and assignments as answers show them. */
import type { Unparsed } from '../../contract/table.ts'
import { type Assignment, PERMISSIONS, type Role, type Snapshot } from '../../core/index.ts'
import type { Scene } from '../scene.ts'
import { instant } from './instants.ts'
import { scopeAnswer, widestFirst } from './scopes.ts'
import { emailOf } from './users.ts'

export type RoleAnswer = Unparsed<'showRole'>
export type AssignmentAnswer = Unparsed<'listAssignments'>['items'][number]
export type PermissionAnswer = Unparsed<'listPermissions'>['items'][number]

/** Users are counted where a role is given to them directly, groups likewise. */
export function roleAnswer(snapshot: Snapshot, role: Role): RoleAnswer {
  const assigned = [...snapshot.index.assignmentsOfRole(snapshot.roles.numberOf(role.id)!)]
  const subjects = new Set(assigned.map((number) => snapshot.assignments.subjectOf(number)))
  const groups = [...subjects].filter((subject) => subject < 0).length
  const places = new Set(assigned.map((number) => snapshot.assignments.scopeOf(number)))
  return {
    id: role.id,
    name: role.name,
    kind: role.kind,
    description: role.description,
    permissions: snapshot.vocabulary.keysOf(snapshot.vocabulary.bitsOf(role)),
    assignment_count: assigned.length,
    group_count: groups,
    user_count: subjects.size - groups,
    scope_count: places.size,
    scopes: widestFirst(snapshot, places).slice(0, NAMED),
  }
}

/** Places that an answer about a role names; the rest is counted. */
const NAMED = 10
export function assignmentAnswer(scene: Scene, assignment: Assignment): AssignmentAnswer {
  const { snapshot } = scene
  const { id, role, scope, subject, createdAt, notBefore, expiresAt, reason } = assignment
  return {
    id,
    role: { id: role, name: snapshot.roles.get(role)!.name },
    scope: scopeAnswer(snapshot, scope),
    subject:
      subject.type === 'user'
        ? { type: 'user', id: subject.id, email: emailOf(scene, subject.id) }
        : { type: 'group', id: subject.id, name: snapshot.groups.get(subject.id)!.name },
    created_at: instant(createdAt),
    ...(notBefore !== undefined && { not_before: instant(notBefore) }),
    ...(expiresAt !== undefined && { expires_at: instant(expiresAt) }),
    ...(reason !== undefined && { reason }),
  }
}

/** Every permission that the organization knows, in the catalogue's order. */
export function permissionAnswers(snapshot: Snapshot): PermissionAnswer[] {
  const own = snapshot.catalogues.flatMap(({ families }) =>
    families.flatMap((family) =>
      family.permissions.map((permission) => ({ ...permission, family: family.name })),
    ),
  )
  const roles = [...snapshot.roles.values()]
  return [...PERMISSIONS, ...own].map(({ key, family, description, capability, sensitive = false }) => {
    const bit = snapshot.vocabulary.bitOf(key)!
    const having = roles.filter((role) =>
      snapshot.sets.has(snapshot.index.setOf(snapshot.roles.numberOf(role.id)!), bit),
    )
    return { key, family, description, capability, sensitive, roles: having.map(({ name }) => name) }
  })
}
