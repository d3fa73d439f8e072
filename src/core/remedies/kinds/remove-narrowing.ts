/** Removing what hides broader access: the assignment that decides, or the seat in the group that carries it. */
import { seatOf } from '../../change/seats.ts'
import { grantsOf } from '../../decision/held.ts'
import { type Candidate, candidate } from '../candidate.ts'
import type { Edit } from '../edit.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function removeNarrowing(question: RemedyQuestion, where: Where): Candidate[] {
  const { snapshot, principal, sees, now } = question
  const { assignments, groups } = snapshot
  if (!snapshot.sets.has(hiddenBy(question, where), where.bit)) return []
  const edits = new Map<string, Edit>()
  const add = (edit: Edit): unknown => edits.set(JSON.stringify(edit), edit)
  for (const { assignment, state, group } of heldThere(snapshot, where, now)) {
    if (state !== 'in_force' || assignments.scopeOf(assignment) !== where.deciding) continue
    if (group !== undefined && !sees.groups) continue
    add({ operation: 'deleteAssignment', assignment: assignments.idOf(assignment) })
    if (group !== undefined && seatOf(snapshot, where.person, group)?.source === 'manual')
      add({ operation: 'removeGroupMember', group: groups.at(group)!.id, principal })
  }
  return Array.from(edits.values(), (edit) => candidate(edit, where.deciding, 1))
}

/** All that is assigned further out than what decides. */
function hiddenBy({ snapshot, now }: RemedyQuestion, { person, deciding }: Where): number {
  const grants = grantsOf(snapshot, person, now)
  const { scopes, sets } = snapshot
  let hidden = 0
  for (let at = deciding < 0 ? -1 : scopes.parentOf(deciding); at >= 0; at = scopes.parentOf(at))
    hidden = sets.union(hidden, grants.at(at))
  return hidden
}
