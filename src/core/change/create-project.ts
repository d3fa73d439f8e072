/** `project create`. */
import { isSlug, type Project } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { type Refusal, refuse } from './refusal.ts'

export type CreateProject = { readonly name: string; readonly displayName?: string }

export function createProject(snapshot: Snapshot, input: CreateProject, { newId }: Context): Outcome {
  const { name, displayName = name } = input
  if (!isSlug(name)) return slugRefusal('project', name)
  if (snapshot.scopes.find(name) !== undefined) {
    return refuse('NAME_TAKEN', `there is already a project \`${name}\``, {
      field: '/name',
      next: `compartment project show ${name}`,
    })
  }
  const project: Project = { id: newId('prj'), name, displayName, archived: false }
  return [{ type: 'project.created', data: { project } }]
}

export function slugRefusal(
  kind: 'organization' | 'project' | 'environment',
  name: string,
  field = '/name',
): Refusal {
  const rule = 'lower-case letters, digits and inner hyphens, at most 63, and not the word `organization`'
  return refuse('INVALID', `\`${name}\` cannot name a ${kind}: use ${rule}`, { field })
}
