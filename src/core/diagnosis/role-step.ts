/**
 * The next step where a role does not grant it: a narrower assignment that hides a broader one comes before any missing role
 * (S0-9); a role is added at the place that decides, because one given nearer would hide what is given there.
 */
import { ADMIN_ROLE } from '../catalogue/built-in-roles.ts'
import { findRole } from '../change/lookup.ts'
import type { Certificate, ChainLink, Held } from '../decision/certificate.ts'
import type { Assignment } from '../model/assignment.ts'
import { assignmentOf } from '../snapshot/state.ts'
import type { Case } from './case.ts'
import type { Step } from './check.ts'
import { type RoleGiving, rolesGiving, wouldGrant, wouldKeep } from './givers.ts'
import { MANAGED, nameWord, personWord } from './wording.ts'

/** How long access that had expired is given again, until somebody looks at it anew. */
const AGAIN = '30d'

export function roleStep(one: Case): Step {
  const { certificate, member, reader, goal } = one
  if (certificate === undefined || member === undefined || goal.kind !== 'permission')
    throw new Error('no permission is asked about')
  if (member.type === 'automation') return { text: MANAGED }
  if (!reader.may('organization.role.read', 'organization'))
    return {
      text: 'Ask somebody who manages roles to look: which of them fits takes `organization.role.read`.',
    }
  const deciding = certificate.chain.find(({ decided }) => decided)
  switch (certificate.gates.find(({ gate }) => gate === 'permission')?.code) {
    case 'SHADOWED_BY_NARROWER_SCOPE':
      return unshadow(one, certificate, deciding!)
    case 'ASSIGNMENT_EXPIRED':
      return extend(one, certificate)
    case 'ASSIGNED_ELSEWHERE':
      return give(one, goal.shown, sameAs(one, certificate.elsewhere))
    case 'KEY_NOT_IN_ROLE':
      return give(one, deciding!.path, narrowest(one))
    default:
      return give(one, goal.shown, narrowest(one))
  }
}

/** Removes the one assignment that hides the broader one, where that is enough and takes nothing; else adds to what decides. */
function unshadow(one: Case, { shadowed }: Certificate, deciding: ChainLink): Step {
  const { snapshot, names } = one
  const hiding = deciding.assignments.filter(({ state }) => state === 'in_force')
  const hidden = names.of(shadowed[0]?.role ?? '')
  const [only] = hiding
  const assignment = only && assignmentOf(snapshot, only.assignment)
  const isTheirs = hiding.length === 1 && only!.via === undefined
  if (isTheirs && assignment !== undefined && helps(one, assignment, deciding.scope)) {
    return {
      text: `\`${names.of(assignment.role)}\` at \`${deciding.path}\` decides there and hides \`${hidden}\` from further out. If it is not meant to narrow, remove it: the broader access counts there again, whole. If it is, add to it.`,
      command: {
        lines: [['assignment', 'delete', assignment.id]],
        permissions: ['organization.role.manage'],
        scope: deciding.path,
      },
    }
  }
  const step = give(one, deciding.path, narrowest(one))
  const place = `What is assigned at \`${deciding.path}\` decides there and hides \`${hidden}\` from further out.`
  return { ...step, text: `${place} ${step.text}` }
}

/** Whether removing it gives what is asked for and loses the person nothing. */
function helps(one: Case, assignment: Assignment, scope: string): boolean {
  const removed = { type: 'assignment.deleted', data: { assignment } } as const
  return wouldGrant(one, removed) && wouldKeep(one, removed, scope)
}

/** Of what has expired the direct one is extended; what a group had is given to the person alone. */
function extend(one: Case, { gates, chain }: Certificate): Step {
  const { names } = one
  const ended = gates.find(({ gate }) => gate === 'permission')?.evidence ?? []
  const over = chain.flatMap(({ assignments, path }) =>
    assignments.filter(({ assignment }) => ended.includes(assignment)).map((held) => ({ held, path })),
  )
  const direct = over.find(({ held }) => held.via === undefined)
  if (direct !== undefined) {
    return {
      text: `\`${names.of(direct.held.role)}\` at \`${direct.path}\` has expired: if they still need it, extend it.`,
      command: {
        lines: [['assignment', 'update', direct.held.assignment, '--expires-at', AGAIN]],
        permissions: ['organization.role.manage'],
        scope: direct.path,
      },
    }
  }
  const [first] = over
  if (first === undefined) return give(one, goalPlace(one), narrowest(one))
  return give(one, first.path, sameAs(one, [first.held]), ['--expires-at', AGAIN])
}

function give(one: Case, path: string, role: RoleGiving | undefined, more: readonly string[] = []): Step {
  const { names, goal } = one
  if (role === undefined) {
    const permission = goal.kind === 'permission' ? goal.permission : ''
    const text = `No role but \`${ADMIN_ROLE.name}\` has it: create one with just what they need, then ask again.`
    const lines = [['role', 'create', freeName(one, permission), '--permission', permission]]
    return { text, command: { lines, permissions: ['organization.role.manage'], scope: 'organization' } }
  }
  return {
    text: `If they should have it, give ${names.principal} \`${role.name}\` at \`${path}\`, directly or through a group of theirs.`,
    command: {
      lines: [
        [
          'assignment',
          'create',
          '--role',
          nameWord(role),
          '--user',
          personWord(one)!,
          '--scope',
          path,
          ...more,
        ],
      ],
      permissions: ['organization.role.manage'],
      scope: path,
    },
  }
}

/** A name for a role with one permission that no role has yet. */
function freeName({ snapshot }: Case, permission: string): string {
  const name = permission.replaceAll('.', '-')
  for (let at = 1; ; at++) {
    const candidate = at === 1 ? name : `${name}-${at}`
    if (findRole(snapshot, candidate) === undefined) return candidate
  }
}

/** The existing role with the fewest permissions that has it. Being an admin is never suggested. */
function narrowest({ snapshot, goal }: Case): RoleGiving | undefined {
  return goal.kind === 'permission'
    ? rolesGiving(snapshot, goal.permission).find(({ id }) => id !== ADMIN_ROLE.id)
    : undefined
}

/** The narrowest of the roles that they have, or had, elsewhere. */
function sameAs(one: Case, held: readonly Held[]): RoleGiving | undefined {
  const { snapshot, goal } = one
  const roles = new Set(held.map(({ role }) => role))
  const giving = goal.kind === 'permission' ? rolesGiving(snapshot, goal.permission) : []
  return giving.find(({ id }) => roles.has(id) && id !== ADMIN_ROLE.id) ?? narrowest(one)
}

function goalPlace({ goal }: Case): string {
  return goal.kind === 'permission' ? goal.shown : 'organization'
}
