/** G6 by brute force: every expectation, everyone it is about, every place it speaks of, at every instant. */
import type { Expectation } from '../../src/core/model/expectation.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { chainOf, deciding, isKnown, memberOf, type Place, places } from './reference-facts.ts'
import { instants } from './reference-impact.ts'

export type Broken = { expectation: string; principal: string; scope: string }

/** What does not hold after a change though it held before, or had nothing to say: judged by gate 5 alone. */
export function referenceBroken(before: OrganizationState, after: OrganizationState, now: number): Broken[] {
  const standing = before.expectations.filter((e) => hasObject(after, e))
  return standing.flatMap((e) =>
    subjects(after, e).flatMap((principal) =>
      spoken(after, e)
        .filter((place) =>
          instants(before, after, now).some(
            (t) =>
              fails(after, e, principal, place.id, t) && !failedBefore(before, after, e, principal, place, t),
          ),
        )
        .map((place) => ({ expectation: e.id, principal, scope: place.id })),
    ),
  )
}

/** Whether somebody or something that it speaks of is still there. */
export function hasObject(state: OrganizationState, { subject, permission, scope }: Expectation): boolean {
  const list = subject.type === 'user' ? state.members : state.groups
  const somewhere = scope === 'anywhere' || scope.startsWith('*/') || chainOf(state, scope).length > 0
  return list.some(({ id }) => id === subject.id) && somewhere && isKnown(state, permission)
}

function subjects(state: OrganizationState, { subject }: Expectation): string[] {
  const named = state.members.map(({ id }) => id)
  if (subject.type === 'user') return named.filter((id) => id === subject.id)
  return named.filter((id) => state.seats.some((s) => s.group === subject.id && s.principal === id))
}

function spoken(state: OrganizationState, { scope }: Expectation): Place[] {
  const all = places(state)
  if (scope === 'anywhere') return all
  const name = scope.startsWith('*/') ? scope.slice(1) : undefined
  if (name === undefined) return all.filter((p) => p.id === scope)
  return all.filter((p) => p.type === 'environment' && p.path.endsWith(name))
}

function fails(
  state: OrganizationState,
  e: Expectation,
  principal: string,
  scope: string,
  t: number,
): boolean {
  return deciding(state, principal, scope, t).keys.includes(e.permission) !== e.can
}

function failedBefore(
  before: OrganizationState,
  after: OrganizationState,
  e: Expectation,
  principal: string,
  place: Place,
  t: number,
): boolean {
  if (memberOf(before, principal) === undefined || !subjects(before, e).includes(principal)) return false
  const nearest = chainOf(after, place.id).find(({ id }) => chainOf(before, id).length > 0)
  if (nearest === undefined || (e.scope !== 'anywhere' && nearest.id !== place.id)) return false
  return fails(before, e, principal, nearest.id, t)
}
