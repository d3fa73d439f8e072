/** Whether an edit makes somebody an admin, somewhere: directly, or through a group. */
import { ADMIN_ROLE } from '../catalogue/built-in-roles.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentOf } from '../snapshot/state.ts'
import type { Edit } from './edit.ts'

export function givesAdmin(snapshot: Snapshot, edit: Edit): boolean {
  switch (edit.operation) {
    case 'createAssignment':
      return edit.role === ADMIN_ROLE.id
    case 'updateAssignment':
      return assignmentOf(snapshot, edit.assignment)?.role === ADMIN_ROLE.id
    case 'addGroupMember': {
      const { assignments, groups, index, roles } = snapshot
      const admin = roles.numberOf(ADMIN_ROLE.id)
      const given = index.assignmentsOfGroup(groups.numberOf(edit.group)!)
      return given.some((assignment) => assignments.roleOf(assignment) === admin)
    }
    default:
      return false
  }
}
