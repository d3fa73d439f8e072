/** Extending what has expired, for some time or for good, and letting begin what has not begun. */
import type { Candidate } from '../candidate.ts'
import { DAYS, type Dates } from '../edit.ts'
import type { RemedyQuestion } from '../question.ts'
import { gives, heldThere, type State, type Where } from '../where.ts'

const CHANGES: Readonly<Record<State, readonly Dates[]>> = {
  in_force: [],
  expired: [{ days: DAYS }, 'no_end'],
  not_begun: ['begin'],
}

export function changeDates({ snapshot, sees, now }: RemedyQuestion, where: Where): Candidate[] {
  const { assignments, index, sets } = snapshot
  return heldThere(snapshot, where, now)
    .filter(
      ({ assignment, group }) =>
        gives(snapshot, assignment, where.bit) && (group === undefined || sees.groups),
    )
    .flatMap(({ assignment, state }) => {
      const set = index.setOf(assignments.roleOf(assignment))
      const least = sets.bits(sets.difference(set, where.has)).length
      return CHANGES[state].map((dates) => ({
        edit: { operation: 'updateAssignment', assignment: assignments.idOf(assignment), dates },
        least,
      }))
    })
}
