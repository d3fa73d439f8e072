/**
 * Giving a role that has the permission, for some time or for good: to the person, at the scope that decides or nearer;
 * or to a group of theirs that decides there, which widens what narrows the person.
 */
import type { Subject } from '../../model/assignment.ts'
import { type Candidate, candidate } from '../candidate.ts'
import { DAYS } from '../edit.ts'
import { countOf, leastForGroup } from '../least-for-all.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function giveRole(question: RemedyQuestion, where: Where): Candidate[] {
  const { snapshot, principal, now } = question
  const { roles, index, sets, scopes, groups } = snapshot
  const { bit, has, deciding, span } = where
  const deciders = decidingGroups(question, where)
  return Array.from(roles.values()).flatMap(({ id }) => {
    const set = index.setOf(roles.numberOf(id)!)
    if (!sets.has(set, bit)) return []
    const least = countOf(snapshot, set, has)
    const given = (place: number, holder: Subject, leastForAll?: Candidate['leastForAll']): Candidate[] => {
      const edit = { operation: 'createAssignment', role: id, scope: scopes.at(place).id, holder } as const
      return [{ ...edit, days: DAYS }, edit].map((one) => candidate(one, place, least, leastForAll))
    }
    // Nearer than what decides, a role that lacks any of that would hide it.
    const places = span.filter((place) => place === deciding || sets.includes(set, has))
    const toThem = places.flatMap((place) => given(place, { type: 'user', id: principal }))
    const toGroups = deciders.flatMap((group) => {
      const leastForAll = leastForGroup(snapshot, { group, place: deciding, set }, now)
      return given(deciding, { type: 'group', id: groups.at(group)!.id }, leastForAll)
    })
    return toThem.concat(toGroups)
  })
}

/** Groups of theirs, by number, with an assignment in force at the scope that decides. */
function decidingGroups({ snapshot, sees, now }: RemedyQuestion, where: Where): number[] {
  if (!sees.groups) return []
  const { assignments } = snapshot
  const numbers = heldThere(snapshot, where, now).flatMap(({ assignment, state, group }) =>
    state === 'in_force' && assignments.scopeOf(assignment) === where.deciding ? (group ?? []) : [],
  )
  return [...new Set(numbers)]
}
