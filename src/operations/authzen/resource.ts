/**
 * Resources of AuthZEN: the organization, its projects and environments, and the types of application catalogues. An
 * application’s own resource is where its `properties.scope` says; else at the project or environment that its id
 * names, where its type is declared so; else at the organization.
 */
import type { AuthzenResource } from '../../contract/shapes/authzen.ts'
import type { ScopeType } from '../../core/index.ts'
import { scopeFor } from '../resolve.ts'
import type { Scene } from '../scene.ts'

/** No scope: a text that no id and no path can be. */
const NOWHERE = ' '
const SCOPES: ReadonlySet<string> = new Set<ScopeType>(['organization', 'project', 'environment'])

/** @returns the id of the scope where it is, or a text that is none */
export function scopeOfResource(scene: Scene, { type, id, properties = {} }: AuthzenResource): string {
  if (SCOPES.has(type)) return scopeNamed(scene, type as ScopeType, id)
  const declared = scene.snapshot.vocabulary.types.get(type)
  if (declared === undefined) return id + NOWHERE
  const { scope } = properties
  if (scope !== undefined) return typeof scope === 'string' ? scopeNamed(scene, undefined, scope) : NOWHERE
  if (declared.scope !== undefined) return scopeNamed(scene, declared.scope, id)
  return scene.snapshot.organization.id
}

function scopeNamed(scene: Scene, type: ScopeType | undefined, name: string): string {
  const { organization, scopes } = scene.snapshot
  const isOwnName = type === 'organization' && name === organization.name
  const number = isOwnName ? 0 : scopeFor(scene, name)
  if (number === undefined) return name + NOWHERE
  const found = scopes.at(number)
  return type === undefined || found.type === type ? found.id : name + NOWHERE
}

/** What the resources of a type are here: scopes, or the application’s own, which nobody has listed. */
export function scopeTypeOf({ snapshot }: Scene, type: string): ScopeType | undefined {
  return SCOPES.has(type) ? (type as ScopeType) : snapshot.vocabulary.types.get(type)?.scope
}

/** The permission that an action on a type means; what is no action of it is taken for a key. */
export function keyOf({ snapshot }: Scene, type: string, action: string): string {
  const actions = snapshot.vocabulary.types.get(type)?.actions ?? {}
  return Object.hasOwn(actions, action) ? actions[action]! : action
}

/** Everything that can be done to a resource of a type, by name of the action. */
export function actionsOf({ snapshot }: Scene, type: string): ReadonlyMap<string, string> {
  if (SCOPES.has(type)) return new Map(snapshot.vocabulary.keys.map((key) => [key, key]))
  return new Map(Object.entries(snapshot.vocabulary.types.get(type)?.actions ?? {}))
}
