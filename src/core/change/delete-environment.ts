/** `environment delete`: the environment and every assignment at it. */
import type { Event } from '../catalogue/events.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { noScope } from './lookup.ts'

/** As text, `billing/production`, or an id. */
export type DeleteEnvironment = { readonly environment: string }

export function deleteEnvironment(snapshot: Snapshot, input: DeleteEnvironment, _context: Context): Outcome {
  const place = snapshot.scopes.find(input.environment)
  const environment =
    place === undefined ? undefined : snapshot.environments.get(snapshot.scopes.at(place).id)
  if (place === undefined || environment === undefined) return noScope(input.environment, '/environment')
  return [...assignmentsDeletedAt(snapshot, place), { type: 'environment.deleted', data: { environment } }]
}

/** The assignments at exactly this scope, by number, as events that delete them. */
export function assignmentsDeletedAt(snapshot: Snapshot, scope: number): Event[] {
  return Array.from(snapshot.index.assignmentsAt(scope), (number) => ({
    type: 'assignment.deleted',
    data: { assignment: assignmentAt(snapshot, number) },
  }))
}
