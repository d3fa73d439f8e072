/**
 * The relations that the decision speaks of, each as one comprehension over the plain state: which places exist,
 * what a role holds, what a person holds where and when. Nothing is indexed or remembered, so that nothing can be
 * stale.
 */
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { SeatSource } from '../../src/core/model/group.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { ScopeType } from '../../src/core/model/scope.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { BUILT_IN_KEYS, BUILT_IN_ROLE_KEYS } from './role-table.ts'

export type Place = {
  id: string
  type: ScopeType
  path: string
  archived: boolean
  outer: string | undefined
}
export type Holding = { assignment: Assignment; via?: { group: string; source: SeatSource } }
export type Deciding = { place: Place | undefined; keys: readonly string[] }

export function places(state: OrganizationState): Place[] {
  const root: Place = {
    id: state.organization.id,
    type: 'organization',
    path: 'organization',
    archived: false,
    outer: undefined,
  }
  const projects = state.projects.map(
    (p): Place => ({ id: p.id, type: 'project', path: p.name, archived: p.archived, outer: root.id }),
  )
  const environments = state.environments.flatMap((e) =>
    projects
      .filter((p) => p.id === e.project)
      .map(
        (p): Place => ({
          archived: p.archived,
          id: e.id,
          type: 'environment',
          path: `${p.path}/${e.name}`,
          outer: p.id,
        }),
      ),
  )
  return [root, ...projects, ...environments]
}

/** The chain of a scope, nearest first, by text or id; empty when there is no such scope. */
export function chainOf(state: OrganizationState, scope: string): Place[] {
  const all = places(state)
  const from = (place: Place | undefined): Place[] =>
    place === undefined ? [] : [place, ...from(all.find((p) => p.id === place.outer))]
  return from(all.find((p) => p.id === scope || p.path === scope))
}

export function applicationKeys(state: OrganizationState): string[] {
  return state.catalogues.flatMap((c) => c.families.flatMap((f) => f.permissions.map((p) => p.key)))
}

export function isKnown(state: OrganizationState, permission: string): boolean {
  return BUILT_IN_KEYS.includes(permission) || applicationKeys(state).includes(permission)
}

/** Admin also has every application key, wherever it is assigned (reading 9). */
export function keysOfRole(state: OrganizationState, role: string): readonly string[] {
  const custom = state.roles.find((r) => r.id === role)
  if (custom !== undefined) return custom.permissions
  const builtIn = BUILT_IN_ROLE_KEYS[role] ?? []
  return role === 'rol_admin' ? [...builtIn, ...applicationKeys(state)] : builtIn
}

export function memberOf(state: OrganizationState, principal: string): Member | undefined {
  return state.members.find((m) => m.id === principal)
}

/** Every assignment that names the person or a group the person sits in, once per path. */
export function holdings(state: OrganizationState, principal: string): Holding[] {
  return state.assignments.flatMap((assignment): Holding[] => {
    const { type, id } = assignment.subject
    if (type === 'user') return id === principal ? [{ assignment }] : []
    return state.seats
      .filter((seat) => seat.group === id && seat.principal === principal)
      .map((seat) => ({ assignment, via: { group: seat.group, source: seat.source } }))
  })
}

export function hasExpired(a: Assignment, now: number): boolean {
  return a.expiresAt !== undefined && a.expiresAt <= now
}

export function hasBegun(a: Assignment, now: number): boolean {
  return a.notBefore === undefined || a.notBefore <= now
}

export function isInForce(a: Assignment, now: number): boolean {
  return hasBegun(a, now) && !hasExpired(a, now)
}

/** The union of the keys of the roles that the holdings in force exactly at the scope give. */
export function unionAt(
  state: OrganizationState,
  held: readonly Holding[],
  scope: string,
  now: number,
): string[] {
  const here = held.filter((h) => h.assignment.scope === scope && isInForce(h.assignment, now))
  return [...new Set(here.flatMap((h) => keysOfRole(state, h.assignment.role)))]
}

/**
 * Gate 5's walk: the nearest scope with a non-empty union decides, and nothing falls through (S0-7).
 * @returns no place and no keys where nothing on the chain is a grant, or where there is no membership.
 */
export function deciding(state: OrganizationState, principal: string, scope: string, now: number): Deciding {
  const held = memberOf(state, principal) === undefined ? [] : holdings(state, principal)
  const unions = chainOf(state, scope).map((place) => ({ place, keys: unionAt(state, held, place.id, now) }))
  return unions.find((u) => u.keys.length > 0) ?? { place: undefined, keys: [] }
}

/** Whether a person can sign in here at all: what gate 2 asks of an active person (reading 6). */
export function hasUsablePath(state: OrganizationState, member: Member): boolean {
  const enabled = state.providers.filter((p) => p.enabled && member.signInPath.providers.includes(p.id))
  return (state.organization.passwords && member.signInPath.password) || enabled.length > 0
}
