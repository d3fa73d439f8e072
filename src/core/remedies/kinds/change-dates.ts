/** Extending what has expired, for some time or for good, and letting begin what has not begun. */
import { type Candidate, candidate } from '../candidate.ts'
import { DAYS, type Dates } from '../edit.ts'
import { countOf, leastForGroup } from '../least-for-all.ts'
import type { RemedyQuestion } from '../question.ts'
import { gives, heldThere, type State, type Where } from '../where.ts'

const CHANGES: Readonly<Record<State, readonly Dates[]>> = {
  in_force: [],
  expired: [{ days: DAYS }, 'no_end'],
  not_begun: ['begin'],
}

export function changeDates({ snapshot, sees, now }: RemedyQuestion, where: Where): Candidate[] {
  const { assignments, index } = snapshot
  return heldThere(snapshot, where, now)
    .filter(({ assignment }) => gives(snapshot, assignment, where.bit))
    .filter(({ group }) => group === undefined || sees.groups)
    .flatMap(({ assignment, state, group }) => {
      const set = index.setOf(assignments.roleOf(assignment))
      const place = assignments.scopeOf(assignment)
      const leastForAll =
        group === undefined ? undefined : leastForGroup(snapshot, { group, place, set }, now)
      return CHANGES[state].map((dates) => {
        const edit = {
          operation: 'updateAssignment',
          assignment: assignments.idOf(assignment),
          dates,
        } as const
        return candidate(edit, place, countOf(snapshot, set, where.has), leastForAll)
      })
    })
}
