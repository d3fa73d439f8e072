/** Removing what hides broader access: the assignment that decides, or the seat in the group that carries it. */
import { seatOf } from '../../change/seats.ts'
import type { Candidate } from '../candidate.ts'
import type { Edit } from '../edit.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function removeNarrowing(question: RemedyQuestion, where: Where): Candidate[] {
  const { snapshot, principal, sees, now } = question
  const { assignments, groups } = snapshot
  const edits = new Map<string, Edit>()
  const add = (edit: Edit): unknown => edits.set(JSON.stringify(edit), edit)
  for (const { assignment, state, group } of heldThere(snapshot, where, now)) {
    if (state !== 'in_force' || assignments.scopeOf(assignment) !== where.deciding) continue
    if (group !== undefined && !sees.groups) continue
    add({ operation: 'deleteAssignment', assignment: assignments.idOf(assignment) })
    if (group !== undefined && seatOf(snapshot, where.person, group)?.source === 'manual')
      add({ operation: 'removeGroupMember', group: groups.at(group)!.id, principal })
  }
  return Array.from(edits.values(), (edit) => ({ edit, least: 1 }))
}
