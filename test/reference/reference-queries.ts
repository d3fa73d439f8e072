/** The reverse questions, answered the only way that needs no thought: by asking about everyone and everything. */
import type { OrganizationState } from '../../src/core/model/state.ts'
import { referenceDecide } from './reference-decide.ts'
import {
  applicationKeys,
  deciding,
  type Holding,
  holdings,
  isInForce,
  keysOfRole,
  places,
} from './reference-facts.ts'
import { BUILT_IN_KEYS } from './role-table.ts'

export type Path = { assignment: string; group?: string }
export type Who = { principal: string; paths: Path[] }

/** Everyone who may use the key at the scope, all gates considered, and the assignments that make it so. */
export function referenceWho(
  state: OrganizationState,
  permission: string,
  scope: string,
  now: number,
): Who[] {
  return state.members
    .map((m) => m.id)
    .filter((principal) => referenceDecide(state, { principal, permission, scope, now }).allowed)
    .map((principal) => ({ principal, paths: pathsTo(state, principal, permission, scope, now) }))
    .toSorted((a, b) => (a.principal < b.principal ? -1 : 1))
}

function pathsTo(
  state: OrganizationState,
  principal: string,
  permission: string,
  scope: string,
  now: number,
): Path[] {
  const decided = deciding(state, principal, scope, now).place
  return holdings(state, principal)
    .filter(({ assignment }) => assignment.scope === decided?.id && isInForce(assignment, now))
    .filter(({ assignment }) => keysOfRole(state, assignment.role).includes(permission))
    .map(asPath)
    .toSorted((a, b) => (`${a.assignment} ${a.group ?? ''}` < `${b.assignment} ${b.group ?? ''}` ? -1 : 1))
}

function asPath({ assignment, via }: Holding): Path {
  return via === undefined ? { assignment: assignment.id } : { assignment: assignment.id, group: via.group }
}

function allKeys(state: OrganizationState): string[] {
  return [...new Set([...BUILT_IN_KEYS, ...applicationKeys(state)])].toSorted()
}

/** The keys that the person may use at the scope, all gates considered. */
export function referenceWhat(
  state: OrganizationState,
  principal: string,
  scope: string,
  now: number,
): string[] {
  return allKeys(state).filter(
    (permission) => referenceDecide(state, { principal, permission, scope, now }).allowed,
  )
}

/** The keys that the person holds at the scope by gate 5 alone: what the guards judge by. */
export function effectiveKeys(
  state: OrganizationState,
  principal: string,
  scope: string,
  now: number,
): string[] {
  return deciding(state, principal, scope, now).keys.toSorted()
}

/**
 * The people who could give `keys` (of a role, or one key) at the scope: they may use `organization.role.manage`
 * there, all gates considered, and hold every one of the keys there (G1). Automation gives nothing of its own accord.
 */
export function referenceGrantors(
  state: OrganizationState,
  keys: readonly string[],
  scope: string,
  now: number,
): string[] {
  const permission = 'organization.role.manage'
  const people = state.members.filter((m) => m.type === 'user').map((m) => m.id)
  return people
    .filter((principal) => referenceDecide(state, { principal, permission, scope, now }).allowed)
    .filter((principal) => {
      const held = effectiveKeys(state, principal, scope, now)
      return keys.every((key) => held.includes(key))
    })
    .toSorted()
}

/** Person × scope id × key, gate 5 alone: `usr_1 prj_1 project.read`. */
export function effectiveMatrix(state: OrganizationState, now: number): Set<string> {
  return matrix(state, (principal, scope) => effectiveKeys(state, principal, scope, now))
}

function matrix(state: OrganizationState, keys: (principal: string, scope: string) => string[]): Set<string> {
  const cells = state.members.flatMap((m) =>
    places(state).flatMap((place) => keys(m.id, place.id).map((key) => `${m.id} ${place.id} ${key}`)),
  )
  return new Set(cells)
}
