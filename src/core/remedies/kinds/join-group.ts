/** Joining a group that has the permission there. Nobody joins by hand what a directory fills. */
import { isSynced } from '../../change/seats.ts'
import type { Candidate } from '../candidate.ts'
import type { RemedyQuestion } from '../question.ts'
import { gives, stateOf, type Where } from '../where.ts'

export function joinGroup({ snapshot, principal, sees, now }: RemedyQuestion, where: Where): Candidate[] {
  if (!sees.groups) return []
  const { assignments, index, groups } = snapshot
  const seated = new Set(index.entry(where.person).seats.map(({ group }) => group))
  const holding = new Set<number>()
  for (const scope of where.span) {
    for (const assignment of index.assignmentsAt(scope)) {
      const group = ~assignments.subjectOf(assignment)
      if (group < 0 || seated.has(group) || !gives(snapshot, assignment, where.bit)) continue
      if (stateOf(snapshot, assignment, now) === 'in_force') holding.add(group)
    }
  }
  return [...holding]
    .filter((group) => !isSynced(snapshot, group))
    .map((group) => ({
      edit: { operation: 'addGroupMember', group: groups.at(group)!.id, principal },
      least: 1,
    }))
}
