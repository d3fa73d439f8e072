/** Adding the permission to a custom role that decides. It concerns everybody who has the role, in groups too. */
import { type Candidate, candidate } from '../candidate.ts'
import { leastForHolders } from '../least-for-all.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function addToRole({ snapshot, sees, aim, now }: RemedyQuestion, where: Where): Candidate[] {
  if (!sees.groups || aim.kind !== 'permission') return []
  const { assignments, roles } = snapshot
  const held = heldThere(snapshot, where, now).filter(({ state }) => state === 'in_force')
  const places = new Map(
    held.map(({ assignment }) => [assignments.roleOf(assignment), assignments.scopeOf(assignment)]),
  )
  return Array.from(places).flatMap(([number, place]) => {
    const { id, kind } = roles.at(number)!
    if (kind !== 'custom') return []
    const edit = { operation: 'updateRole', role: id, adds: aim.permission } as const
    return candidate(edit, place, 1, leastForHolders(snapshot, number, where.bit, now))
  })
}
