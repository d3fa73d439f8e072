/** `assignment update`: other dates or another reason; role, scope and holder stay, for they are what it is. */
import type { Assignment } from '../model/assignment.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentOf } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { datesRefusal } from './create-assignment.ts'
import { noAssignment } from './delete-assignment.ts'

export type UpdateAssignment = {
  readonly assignment: string
  /** Epoch milliseconds; `null` takes the date away. */
  readonly notBefore?: number | null
  readonly expiresAt?: number | null
  readonly reason?: string | null
}

export function updateAssignment(snapshot: Snapshot, input: UpdateAssignment, { now }: Context): Outcome {
  const before = assignmentOf(snapshot, input.assignment)
  if (before === undefined) return noAssignment(input.assignment)
  const { notBefore, expiresAt, reason, ...rest } = before
  const after: Assignment = {
    ...rest,
    ...edited('notBefore', input.notBefore, notBefore),
    ...edited('expiresAt', input.expiresAt, expiresAt),
    ...edited('reason', input.reason, reason),
  }
  return datesRefusal(after, now) ?? [{ type: 'assignment.updated', data: { before, after } }]
}

function edited<T>(key: string, asked: T | null | undefined, was: T | undefined): Record<string, T> {
  const value = asked === undefined ? was : (asked ?? undefined)
  return value === undefined ? {} : { [key]: value }
}
