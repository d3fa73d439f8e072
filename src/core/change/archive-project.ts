/** `project archive`: it answers nothing but reading, unarchiving and deleting any more; grants stay. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findProject, noScope } from './lookup.ts'

export type ArchiveProject = { readonly project: string }

export function archiveProject(snapshot: Snapshot, input: ArchiveProject, _context: Context): Outcome {
  const project = findProject(snapshot, input.project)
  if (project === undefined) return noScope(input.project, '/project')
  return project.archived ? [] : [{ type: 'project.archived', data: { project: project.id } }]
}
