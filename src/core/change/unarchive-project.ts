/** `project unarchive`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findProject, noScope } from './lookup.ts'

export type UnarchiveProject = { readonly project: string }

export function unarchiveProject(snapshot: Snapshot, input: UnarchiveProject, _context: Context): Outcome {
  const project = findProject(snapshot, input.project)
  if (project === undefined) return noScope(input.project, '/project')
  return project.archived ? [{ type: 'project.unarchived', data: { project: project.id } }] : []
}
