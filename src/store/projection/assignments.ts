/** Assignments. */
import type { EventType } from '../../core/catalogue/events.ts'
import type { Assignment } from '../../core/model/assignment.ts'
import { one } from '../statement.ts'
import type { AssignmentRow } from '../tables.ts'
import { DRIFT, type Projection } from './projection.ts'

export const ASSIGNMENTS: Projection<Extract<EventType, `assignment.${string}`>> = {
  'assignment.created': ({ assignment }, { organization }, build) => [
    build.insert('assignments', { organization, id: assignment.id, ...fields(assignment) }),
  ],
  'assignment.updated': ({ before, after }, { organization }, build) => [
    one(
      build.update('assignments', { organization, id: before.id }, { id: after.id, ...fields(after) }),
      DRIFT,
    ),
  ],
  'assignment.deleted': ({ assignment: { id } }, { organization }, build) => [
    one(build.remove('assignments', { organization, id }), DRIFT),
  ],
}

function fields(assignment: Assignment): Omit<AssignmentRow, 'organization' | 'id'> {
  return {
    role: assignment.role,
    scope: assignment.scope,
    subject_type: assignment.subject.type,
    subject: assignment.subject.id,
    not_before: assignment.notBefore ?? null,
    expires_at: assignment.expiresAt ?? null,
    reason: assignment.reason ?? null,
    created_at: assignment.createdAt,
  }
}
