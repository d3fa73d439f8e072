/** Adding the permission to a custom role that decides. It concerns everybody who has the role, in groups too. */
import type { Candidate } from '../candidate.ts'
import type { RemedyQuestion } from '../question.ts'
import { heldThere, type Where } from '../where.ts'

export function addToRole({ snapshot, sees, aim, now }: RemedyQuestion, where: Where): Candidate[] {
  if (!sees.groups || aim.kind !== 'permission') return []
  const { assignments, roles } = snapshot
  const held = heldThere(snapshot, where, now).filter(({ state }) => state === 'in_force')
  const numbers = new Set(held.map(({ assignment }) => assignments.roleOf(assignment)))
  return Array.from(numbers, (number) => roles.at(number)!)
    .filter(({ kind }) => kind === 'custom')
    .map(({ id }) => ({ edit: { operation: 'updateRole', role: id, adds: aim.permission }, least: 1 }))
}
