/** The three guards by brute force: what an actor lacks (G1), where no admin remains (G2), what is silent (G3). */
import type { Event } from '../../src/core/catalogue/events.ts'
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { Seat } from '../../src/core/model/group.ts'
import type { GroupRule } from '../../src/core/model/sign-in-provider.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import {
  deciding,
  hasExpired,
  hasUsablePath,
  holdings,
  isInForce,
  isKnown,
  keysOfRole,
  places,
} from './reference-facts.ts'
import { comparedScopes, instants, silentDifferences, without } from './reference-impact.ts'
import { ACCESS_MANAGEMENT_KEYS, BUILT_IN_KEYS } from './role-table.ts'

/** One key that a change adds, and the scope at which the actor has to hold it. */
export type Need = { scope: string; key: string }
export type Change = {
  before: OrganizationState
  after: OrganizationState
  events: readonly Event[]
  now: number
}

/** The system actor (first start, recovery) holds everything. */
export const SYSTEM = 'system'

/**
 * G1: the keys the actor lacks and where, ordered by scope, then key; empty when the change is no escalation.
 * Judged by gate 5 alone, now, before the change, at scopes that existed before (reading 13).
 */
export function referenceLacks(change: Change, actor: string): Need[] {
  if (actor === SYSTEM) return []
  const { before, now } = change
  const needs = [...change.events.flatMap((event) => needsOf(change, event)), ...unshadowed(change)]
  const lacking = needs
    .filter((need) => comparedScopes(before).includes(need.scope) && isKnown(before, need.key))
    .filter((need) => !deciding(before, actor, need.scope, now).keys.includes(need.key))
  const unique = new Map(lacking.map((need) => [`${need.scope} ${need.key}`, need]))
  return [...unique.keys()].toSorted().flatMap((name) => unique.get(name) ?? [])
}

/** Judged by the outcome: what one event of the change gives and another takes back adds nothing. */
function needsOf({ before, after, now }: Change, event: Event): Need[] {
  const all = (a: Assignment): Need[] => at(a.scope, keysOfRole(after, a.role))
  const unexpired = after.assignments.filter((a) => !hasExpired(a, now))
  switch (event.type) {
    case 'assignment.created':
      return after.assignments.filter((a) => a.id === event.data.assignment.id).flatMap(all)
    case 'assignment.updated': {
      const was = before.assignments.find((a) => a.id === event.data.after.id)
      const is = after.assignments.find((a) => a.id === event.data.after.id)
      return was !== undefined && is !== undefined && grows(after, was, is) ? all(is) : []
    }
    case 'group.member.added': {
      const { group } = event.data.seat
      const stays = sits(after, event.data.seat) && !sits(before, event.data.seat)
      return stays
        ? unexpired.filter((a) => a.subject.type === 'group' && a.subject.id === group).flatMap(all)
        : []
    }
    case 'role.created':
    case 'role.updated': {
      const { id } = event.type === 'role.created' ? event.data.role : event.data.after
      const added = without(keysOfRole(after, id), keysOfRole(before, id))
      const used = unexpired.filter((a) => a.role === id).map((a) => a.scope)
      return [before.organization.id, ...used].flatMap((scope) => at(scope, added))
    }
    case 'provider.added':
    case 'provider.updated': {
      const is = event.type === 'provider.added' ? event.data.provider : event.data.after
      const was = event.type === 'provider.added' ? undefined : event.data.before
      const isNew = (rule: GroupRule): boolean =>
        !was?.groupRules?.some(({ value, group }) => value === rule.value && group === rule.group)
      const groups = new Set((is.groupRules ?? []).filter(isNew).map(({ group }) => group))
      const seated = unexpired.filter((a) => a.subject.type === 'group' && groups.has(a.subject.id))
      const joins =
        JSON.stringify(is.autoJoin) !== JSON.stringify(was?.autoJoin) ? is.autoJoin?.role : undefined
      return [
        ...at(before.organization.id, ACCESS_MANAGEMENT_KEYS),
        ...seated.flatMap(all),
        ...(joins === undefined ? [] : at(before.organization.id, keysOfRole(after, joins))),
      ]
    }
    default:
      return []
  }
}

function sits(state: OrganizationState, { group, principal }: Pick<Seat, 'group' | 'principal'>): boolean {
  return state.seats.some((s) => s.group === group && s.principal === principal)
}

function at(scope: string, keys: readonly string[]): Need[] {
  return keys.map((key) => ({ scope, key }))
}

/** Another scope or subject, a role with a key more, or a period that reaches further on either side. */
function grows(state: OrganizationState, before: Assignment, after: Assignment): boolean {
  const [was, is] = [before, after].map((a) => [a.notBefore ?? -Infinity, a.expiresAt ?? Infinity] as const)
  return (
    before.scope !== after.scope ||
    before.subject.type !== after.subject.type ||
    before.subject.id !== after.subject.id ||
    without(keysOfRole(state, after.role), keysOfRole(state, before.role)).length > 0 ||
    (was !== undefined && is !== undefined && (is[0] < was[0] || is[1] > was[1]))
  )
}

function unshadowed({ before, after, now }: Change): Need[] {
  return silentDifferences(before, after, now).widening.flatMap((cell) => at(cell.scope, cell.gained))
}

/** A scope at which, at an instant, an admin who was not narrowed there remains no longer. */
export type Orphaned = { scope: string; at: number }

/**
 * G2, place by place: every scope of both states and every instant, from now on, at which some admin was not
 * narrowed before the change and none is after it (reading 14).
 */
export function referenceOrphaned(
  before: OrganizationState,
  after: OrganizationState,
  now: number,
): Orphaned[] {
  const common = comparedScopes(before).filter((id) => places(after).some((place) => place.id === id))
  return instants(before, after, now).flatMap((t) =>
    common
      .filter((scope) => hasAdminAt(before, scope, t) && !hasAdminAt(after, scope, t))
      .map((scope) => ({ scope, at: t })),
  )
}

function hasAdminAt(state: OrganizationState, scope: string, at: number): boolean {
  return adminsOf(state, at).some((admin) => includesAll(deciding(state, admin, scope, at).keys))
}

/** Active, unblocked people with a usable path whose grant without expiry at the organization is the whole set. */
function adminsOf(state: OrganizationState, at: number): string[] {
  return state.members
    .filter(
      (m) => m.type === 'user' && m.status === 'active' && m.access === 'allowed' && hasUsablePath(state, m),
    )
    .map((m) => m.id)
    .filter((id) => includesAll(lastingKeys(state, id, at)))
}

function lastingKeys(state: OrganizationState, principal: string, at: number): string[] {
  return holdings(state, principal)
    .map((h) => h.assignment)
    .filter((a) => a.scope === state.organization.id && a.expiresAt === undefined && isInForce(a, at))
    .flatMap((a) => keysOfRole(state, a.role))
}

function includesAll(keys: readonly string[]): boolean {
  return BUILT_IN_KEYS.every((key) => keys.includes(key))
}

export type G3Verdict = 'WOULD_NARROW' | 'WOULD_WIDEN' | 'WOULD_NARROW_AND_WIDEN' | 'NOT_SILENT'

/** G3: the two states say everything; the events that led from one to the other do not matter. */
export function referenceSilence(
  before: OrganizationState,
  after: OrganizationState,
  now: number,
): G3Verdict {
  const { narrowing, widening } = silentDifferences(before, after, now)
  if (narrowing.length > 0 && widening.length > 0) return 'WOULD_NARROW_AND_WIDEN'
  if (narrowing.length > 0) return 'WOULD_NARROW'
  return widening.length > 0 ? 'WOULD_WIDEN' : 'NOT_SILENT'
}
