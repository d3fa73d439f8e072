/**
 * Nearest-scope resolution for peers that cannot express it: which scope decides is found here, from a table by person
 * that the benchmark prepares, and counts as the peer's time, as it would in an application.
 */

import type { OrganizationState } from '../src/core/model/state.ts'
import type { Oracle } from './oracle.ts'

export type Decided = { readonly scope: string; readonly roles: readonly string[] }

/** Finds the roles that decide, by id of the scope; `undefined` where nothing is held on the chain. */
export type Nearest = (person: string, scope: string) => Decided | undefined

export function nearestScopes(state: OrganizationState, oracle: Oracle): Nearest {
  const people = new Map<string, Map<string, Decided>>()
  for (const { id } of state.members) {
    const held = Array.from(
      oracle.heldBy(id),
      ([scope, roles]) => [scope, { scope, roles: [...roles] }] as const,
    )
    people.set(id, new Map(held))
  }
  const names = new Map(state.projects.map(({ id, name }) => [id, name]))
  const chains = new Map<string, readonly string[]>([['organization', [state.organization.id]]])
  for (const { id, name } of state.projects) chains.set(name, [id, state.organization.id])
  for (const { id, name, project } of state.environments) {
    chains.set(`${names.get(project)!}/${name}`, [id, project, state.organization.id])
  }
  return (person, scope) => {
    const held = people.get(person)
    for (const at of chains.get(scope) ?? []) {
      const decided = held?.get(at)
      if (decided !== undefined) return decided
    }
    return undefined
  }
}
