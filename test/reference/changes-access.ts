/** Random edits of assignments, seats and roles. */
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { Role } from '../../src/core/model/role.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { cleared, freshId, replaced, sorted } from './change-parts.ts'
import type { Edit, Step } from './changes.ts'
import type { Rng } from './random.ts'
import { DATES, NOW, WORLD_KEYS } from './world-constants.ts'

const BUILT_IN = ['rol_admin', 'rol_deployer', 'rol_readonly', 'rol_viewer']
const LATER = DATES.filter((date) => date > NOW)

type Dates = Pick<Assignment, 'notBefore' | 'expiresAt'>

function dates(rng: Rng): Dates {
  const [a, b] = [rng.pick(DATES), rng.pick(LATER)]
  const kinds: Dates[] = [
    {},
    {},
    { notBefore: a },
    { expiresAt: b },
    a < b ? { notBefore: a, expiresAt: b } : {},
  ]
  return rng.pick(kinds)
}

const grant: Edit = (state, rng) => {
  const places = [state.organization, ...state.projects, ...state.environments].map((s) => s.id)
  const subjects = [
    ...state.members.map(({ id }) => ({ type: 'user' as const, id })),
    ...state.groups.map(({ id }) => ({ type: 'group' as const, id })),
  ]
  if (subjects.length === 0) return undefined
  const assignment: Assignment = {
    id: freshId('asg', state.assignments),
    role: rng.pick([...BUILT_IN, ...state.roles.map((r) => r.id)]),
    scope: rng.pick(places),
    subject: rng.pick(subjects),
    createdAt: NOW,
    ...dates(rng),
  }
  if (state.assignments.some((a) => a.id === assignment.id)) return undefined
  return {
    state: { ...state, assignments: sorted([...state.assignments, assignment]) },
    events: [{ type: 'assignment.created', data: { assignment } }],
  }
}

const revoke: Edit = (state, rng) => {
  if (state.assignments.length === 0) return undefined
  const gone = rng.pick(state.assignments)
  return cleared(state, (a) => a === gone)
}

const redate: Edit = (state, rng) => {
  if (state.assignments.length === 0) return undefined
  const before = rng.pick(state.assignments)
  const { notBefore: _, expiresAt: __, ...rest } = before
  const after = { ...rest, ...dates(rng) }
  return {
    state: { ...state, assignments: replaced(state.assignments, after) },
    events: [{ type: 'assignment.updated', data: { before, after } }],
  }
}

const seat: Edit = (state, rng) => {
  if (state.groups.length === 0 || state.members.length === 0) return undefined
  const added = {
    group: rng.pick(state.groups).id,
    principal: rng.pick(state.members).id,
    source: 'manual',
  } as const
  if (state.seats.some((s) => s.group === added.group && s.principal === added.principal)) return undefined
  const name = (s: { group: string; principal: string }): string => `${s.group} ${s.principal}`
  const seats = [...state.seats, added].toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
  return { state: { ...state, seats }, events: [{ type: 'group.member.added', data: { seat: added } }] }
}

const unseat: Edit = (state, rng) => {
  if (state.seats.length === 0) return undefined
  const gone = rng.pick(state.seats)
  return cleared(
    state,
    () => false,
    (s) => s === gone,
  )
}

/** Keys of the application catalogues come with it, where the organization has some. */
function somePermissions(state: OrganizationState, rng: Rng): string[] {
  const own = state.catalogues.flatMap((c) => c.families.flatMap((f) => f.permissions.map((p) => p.key)))
  return rng.some([...WORLD_KEYS, ...own], rng.pick([0, 0.2, 0.7])).toSorted()
}

const editRole: Edit = (state, rng) => {
  if (state.roles.length === 0) return undefined
  const before = rng.pick(state.roles)
  const after: Role = { ...before, permissions: somePermissions(state, rng) }
  return {
    state: { ...state, roles: replaced(state.roles, after) },
    events: [{ type: 'role.updated', data: { before, after } }],
  }
}

const createRole: Edit = (state, rng): Step | undefined => {
  const id = freshId('rol', state.roles)
  if (state.roles.some((r) => r.id === id)) return undefined
  const role: Role = {
    id,
    name: id,
    kind: 'custom',
    description: '',
    permissions: somePermissions(state, rng),
  }
  return {
    state: { ...state, roles: sorted([...state.roles, role]) },
    events: [{ type: 'role.created', data: { role } }],
  }
}

const deleteRole: Edit = (state, rng) => {
  if (state.roles.length === 0) return undefined
  const role = rng.pick(state.roles)
  const step = cleared(state, (a) => a.role === role.id)
  return {
    state: { ...step.state, roles: state.roles.filter((r) => r !== role) },
    events: [...step.events, { type: 'role.deleted', data: { role } }],
  }
}

const deleteGroup: Edit = (state, rng) => {
  if (state.groups.length === 0) return undefined
  const group = rng.pick(state.groups)
  const step = cleared(
    state,
    (a) => a.subject.type === 'group' && a.subject.id === group.id,
    (s) => s.group === group.id,
  )
  return {
    state: { ...step.state, groups: state.groups.filter((g) => g !== group) },
    events: [...step.events, { type: 'group.deleted', data: { group } }],
  }
}

export const ACCESS_EDITS: Readonly<Record<string, Edit>> = {
  grant,
  'grant again': grant,
  revoke,
  redate,
  seat,
  unseat,
  'edit role': editRole,
  'create role': createRole,
  'delete role': deleteRole,
  'delete group': deleteGroup,
}
