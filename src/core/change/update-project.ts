/** `project update`: another display name; the slug stays, because paths and grants are written with it. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findProject, noScope } from './lookup.ts'

export type UpdateProject = { readonly project: string; readonly displayName: string }

export function updateProject(snapshot: Snapshot, input: UpdateProject, _context: Context): Outcome {
  const before = findProject(snapshot, input.project)
  if (before === undefined) return noScope(input.project, '/project')
  return [{ type: 'project.updated', data: { before, after: { ...before, displayName: input.displayName } } }]
}
