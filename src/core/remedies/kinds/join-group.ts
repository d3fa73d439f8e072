/** Joining a group that has the permission there. Nobody joins by hand what a directory fills. */
import { isSynced } from '../../change/seats.ts'
import { type Candidate, candidate } from '../candidate.ts'
import { countOf } from '../least-for-all.ts'
import type { RemedyQuestion } from '../question.ts'
import { stateOf, type Where } from '../where.ts'

export function joinGroup(question: RemedyQuestion, where: Where): Candidate[] {
  const { snapshot, principal, sees } = question
  if (!sees.groups) return []
  const { sets, index, groups } = snapshot
  const seated = new Set(index.entry(where.person).seats.map(({ group }) => group))
  return Array.from(decidingBy(question, where)).flatMap(([group, { place, set }]) => {
    if (seated.has(group) || !sets.has(set, where.bit) || isSynced(snapshot, group)) return []
    const edit = { operation: 'addGroupMember', group: groups.at(group)!.id, principal } as const
    return candidate(edit, place, countOf(snapshot, set, where.has))
  })
}

/** For each group, the first scope of the span at which it has anything in force, and what: that would decide. */
function decidingBy({ snapshot, now }: RemedyQuestion, { span }: Where) {
  const { assignments, index, sets } = snapshot
  const found = new Map<number, { readonly place: number; readonly set: number }>()
  for (const place of span) {
    for (const assignment of index.assignmentsAt(place)) {
      const group = ~assignments.subjectOf(assignment)
      const set = group < 0 ? 0 : index.setOf(assignments.roleOf(assignment))
      if (set === 0 || stateOf(snapshot, assignment, now) !== 'in_force') continue
      const had = found.get(group) ?? { place, set }
      if (had.place === place) found.set(group, { place, set: sets.union(had.set, set) })
    }
  }
  return found
}
