/** `role delete`: the role and every assignment of it. */
import type { Event } from '../catalogue/events.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { findRole, noRole } from './lookup.ts'
import { givenBySignIn } from './sign-in-provider.ts'

export type DeleteRole = { readonly role: string }

export function deleteRole(snapshot: Snapshot, input: DeleteRole, _context: Context): Outcome {
  const role = findRole(snapshot, input.role)
  if (role === undefined) return noRole(input.role)
  const giver = snapshot.providers.find(({ autoJoin }) => autoJoin?.role === role.id)
  if (giver !== undefined) return givenBySignIn('role', role.name, giver)
  const assignments = [...snapshot.index.assignmentsOfRole(snapshot.roles.numberOf(role.id)!)]
  return [
    ...assignments.map(
      (number): Event => ({
        type: 'assignment.deleted',
        data: { assignment: assignmentAt(snapshot, number) },
      }),
    ),
    { type: 'role.deleted', data: { role } },
  ]
}
