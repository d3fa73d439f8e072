/**
 * Giving a role that has the permission, for some time or for good: to the person, at the scope that decides or nearer;
 * or to a group of theirs that decides there, which widens what narrows the person.
 */
import type { Subject } from '../../model/assignment.ts'
import type { Candidate } from '../candidate.ts'
import { DAYS } from '../edit.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function giveRole(question: RemedyQuestion, where: Where): Candidate[] {
  const { snapshot, principal } = question
  const { roles, index, sets, scopes } = snapshot
  const { bit, has, deciding, span } = where
  const groups = decidingGroups(question, where)
  return Array.from(roles.values()).flatMap(({ id }) => {
    const set = index.setOf(roles.numberOf(id)!)
    if (!sets.has(set, bit)) return []
    const least = sets.bits(sets.difference(set, has)).length
    const given = (place: number, holder: Subject): Candidate[] =>
      [DAYS, undefined].map((days) => {
        const edit = { operation: 'createAssignment', role: id, scope: scopes.at(place).id, holder } as const
        return { edit: days === undefined ? edit : { ...edit, days }, least }
      })
    // Nearer than what decides, a role that lacks any of that would hide it.
    const places = span.filter((place) => place === deciding || sets.includes(set, has))
    return [
      ...places.flatMap((place) => given(place, { type: 'user', id: principal })),
      ...groups.flatMap((group) => given(deciding, group)),
    ]
  })
}

/** Groups of theirs with an assignment in force at the scope that decides. */
function decidingGroups({ snapshot, sees, now }: RemedyQuestion, where: Where): Subject[] {
  if (!sees.groups) return []
  const { assignments, groups } = snapshot
  const numbers = heldThere(snapshot, where, now).flatMap(({ assignment, state, group }) =>
    state === 'in_force' && assignments.scopeOf(assignment) === where.deciding ? (group ?? []) : [],
  )
  return Array.from(new Set(numbers), (number) => ({ type: 'group', id: groups.at(number)!.id }))
}
