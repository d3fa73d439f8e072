/** `assignment create`: a role at a scope for a user or a group. */
import type { Assignment } from '../model/assignment.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, findRole, memberOrRefusal, noGroup, noRole, noScope } from './lookup.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export type CreateAssignment = {
  readonly role: string
  /** Text or id. */
  readonly scope: string
  /** Exactly one of `principal` and `group`. */
  readonly principal?: string
  readonly group?: string
  /** Epoch milliseconds. */
  readonly notBefore?: number
  readonly expiresAt?: number
  readonly reason?: string
}

export function createAssignment(
  snapshot: Snapshot,
  input: CreateAssignment,
  { newId, now }: Context,
): Outcome {
  const role = findRole(snapshot, input.role)
  if (role === undefined) return noRole(input.role)
  const place = snapshot.scopes.find(input.scope)
  if (place === undefined) return noScope(input.scope)
  const subject = subjectOf(snapshot, input)
  if (isRefusal(subject)) return subject
  const { notBefore, expiresAt, reason } = input
  const wrongDates = datesRefusal(input, now)
  if (wrongDates !== undefined) return wrongDates
  const assignment: Assignment = {
    id: newId('asg'),
    role: role.id,
    scope: snapshot.scopes.at(place).id,
    subject,
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(reason !== undefined && { reason }),
    createdAt: now,
  }
  return [{ type: 'assignment.created', data: { assignment } }]
}

function subjectOf(snapshot: Snapshot, input: CreateAssignment): Assignment['subject'] | Refusal {
  if ((input.principal === undefined) === (input.group === undefined)) {
    return refuse('INVALID', 'an assignment is for one user or one group', { field: '/user' })
  }
  if (input.group !== undefined) {
    const group = findGroup(snapshot, input.group)
    return group === undefined ? noGroup(input.group) : { type: 'group', id: group.id }
  }
  const member = memberOrRefusal(snapshot, input.principal!)
  return isRefusal(member) ? member : { type: 'user', id: member.id }
}

/** Dates that could never have an effect are a mistake. */
export function datesRefusal(
  { notBefore, expiresAt }: Pick<Assignment, 'notBefore' | 'expiresAt'>,
  now: number,
): Refusal | undefined {
  if (expiresAt !== undefined && expiresAt <= now) {
    return refuse('INVALID', 'the assignment would be over before it begins: its end lies in the past', {
      field: '/expires_at',
    })
  }
  if (notBefore !== undefined && expiresAt !== undefined && expiresAt <= notBefore) {
    return refuse('INVALID', 'the assignment would end before it begins', { field: '/expires_at' })
  }
  return undefined
}
