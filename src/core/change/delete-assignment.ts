/** `assignment delete`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentOf } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { type Refusal, refuse } from './refusal.ts'

export type DeleteAssignment = { readonly assignment: string }

export function deleteAssignment(snapshot: Snapshot, input: DeleteAssignment, _context: Context): Outcome {
  const assignment = assignmentOf(snapshot, input.assignment)
  if (assignment === undefined) return noAssignment(input.assignment)
  return [{ type: 'assignment.deleted', data: { assignment } }]
}

export function noAssignment(id: string): Refusal {
  return refuse('NOT_FOUND', `no assignment \`${id}\``, {
    field: '/assignment',
    next: 'compartment assignment list',
  })
}
