/** `environment create`. */
import { type Environment, isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { slugRefusal } from './create-project.ts'
import { findProject, noScope } from './lookup.ts'
import { refuse } from './refusal.ts'

export type CreateEnvironment = { readonly project: string; readonly name: string }

export function createEnvironment(snapshot: Snapshot, input: CreateEnvironment, { newId }: Context): Outcome {
  const project = findProject(snapshot, input.project)
  if (project === undefined) return noScope(input.project, '/project')
  if (!isSlug(input.name)) return slugRefusal('environment', input.name)
  const path = `${project.name}/${input.name}`
  if (snapshot.scopes.find(path) !== undefined) {
    return refuse('NAME_TAKEN', `there is already an environment \`${path}\``, { field: '/name' })
  }
  const environment: Environment = { id: newId('env'), project: project.id, name: input.name }
  return [{ type: 'environment.created', data: { environment } }]
}
