/** `project delete`: the project, its environments, and every assignment at any of them. */
import type { Event } from '../catalogue/events.ts'
import type { Source } from '../model/source.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { assignmentsDeletedAt } from './delete-environment.ts'
import { findProject, noScope } from './lookup.ts'
import { type Refusal, refuse } from './refusal.ts'

export type DeleteProject = { readonly project: string }

export function deleteProject(snapshot: Snapshot, input: DeleteProject, _context: Context): Outcome {
  const project = findProject(snapshot, input.project)
  if (project === undefined) return noScope(input.project, '/project')
  const bound = snapshot.sources.find((source) => source.project === project.id)
  if (bound !== undefined) return stillConnected(project.name, bound)
  const { scopes, environments } = snapshot
  const place = scopes.find(project.id)!
  const below = scopes.at(place).children.map((child) => environments.get(scopes.at(child).id)!)
  return [
    ...[...scopes.below(place)].flatMap((scope) => assignmentsDeletedAt(snapshot, scope)),
    ...below.map((environment): Event => ({ type: 'environment.deleted', data: { environment } })),
    { type: 'project.deleted', data: { project } },
  ]
}

/** Its automation account may act in other places too, and only its source may take it away. */
function stillConnected(project: string, { id, name }: Source): Refusal {
  return refuse('IN_USE', `\`${project}\` cannot be deleted: the source \`${name}\` is connected to it`, {
    field: '/project',
    next: `compartment source disconnect ${id}`,
  })
}
