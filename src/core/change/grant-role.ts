/**
 * `role grant`: sets a person's built-in role at the organization. It replaces another direct built-in role there, so
 * it promotes and demotes alike (S1-3); other assignments stay.
 */
import type { Event } from '../catalogue/events.ts'
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { createAssignment } from './create-assignment.ts'
import { findRole, memberOrRefusal, noRole } from './lookup.ts'
import { isRefusal, refuse } from './refusal.ts'

export type GrantRole = { readonly principal: string; readonly role: string }

export function grantRole(snapshot: Snapshot, input: GrantRole, context: Context): Outcome {
  const member = memberOrRefusal(snapshot, input.principal)
  if (isRefusal(member)) return member
  const role = findRole(snapshot, input.role)
  if (role === undefined) return noRole(input.role)
  if (role.kind !== 'system') {
    return refuse('INVALID', `\`${role.name}\` is a custom role: \`role grant\` sets a built-in role`, {
      field: '/role',
      next: `compartment assignment create --user EMAIL --role "${role.name}" --scope organization`,
    })
  }
  const held = directBuiltIn(snapshot, member.id)
  if (held.some((assignment) => assignment.role === role.id && assignment.expiresAt === undefined)) {
    return deleted(held.filter((assignment) => assignment.role !== role.id))
  }
  const scope = snapshot.organization.id
  const created = createAssignment(snapshot, { role: role.id, principal: member.id, scope }, context)
  return isRefusal(created) ? created : [...deleted(held), ...created]
}

function directBuiltIn(snapshot: Snapshot, principal: string): ReturnType<typeof assignmentAt>[] {
  const { direct } = snapshot.index.entry(snapshot.members.numberOf(principal)!)
  return direct
    .filter((number) => snapshot.assignments.scopeOf(number) === ORGANIZATION_NUMBER)
    .map((number) => assignmentAt(snapshot, number))
    .filter((assignment) => snapshot.roles.get(assignment.role)!.kind === 'system')
}

function deleted(assignments: readonly ReturnType<typeof assignmentAt>[]): Event[] {
  return assignments.map((assignment) => ({ type: 'assignment.deleted', data: { assignment } }))
}
