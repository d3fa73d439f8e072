/** Who may know that a project or environment exists: whoever has anything at it or below it. Names only. */

import { eachHeld } from '../core/decision/held.ts'
import { decideWithin, effectiveWithin, type PermissionKey } from '../core/index.ts'
import { ORGANIZATION_NUMBER } from '../core/snapshot/scopes.ts'
import type { Scene } from './scene.ts'

export function may(scene: Scene, permission: PermissionKey, scope = 'organization'): boolean {
  const { snapshot, caller, now } = scene.today ?? scene
  return decideWithin(snapshot, caller, permission, scope, now).allowed
}

/** One's own access is one's own to see whole; a personal token sees of it what it sees of others'. */
export function isOwn({ caller }: Scene, account: string): boolean {
  return caller.account === account && caller.reach === undefined
}

/** @param scope number of a project or environment; everybody here knows the organization */
export function sees(scene: Scene, scope: number): boolean {
  const { snapshot, caller, now, today } = scene
  if (today !== undefined) return seesThen(scene, today, scope)
  const person = snapshot.members.numberOf(caller.account)
  if (person === undefined) return false
  if (scope === 0) return true
  if (effectiveWithin(snapshot, caller.reach, person, scope, now) !== 0) return true
  const below = new Set(snapshot.scopes.below(scope))
  for (const place of below)
    if (effectiveWithin(snapshot, caller.reach, person, place, now) !== 0) return true
  // What waits or is shadowed is the owner's to know, not a token's.
  if (caller.reach !== undefined) return false
  let assigned = false
  eachHeld(snapshot, person, (assignment) => {
    if (below.has(snapshot.assignments.scopeOf(assignment))) assigned = true
  })
  return assigned
}

/** The same for many scopes: each is judged once. */
export function visibleIn(scene: Scene): (scope: number) => boolean {
  // What a token reaches may be less at one scope than further out.
  if (scene.caller.reach === undefined && scene.today === undefined && seesEverything(scene))
    return () => true
  const judged = new Map<number, boolean>()
  return (scope) => {
    const known = judged.get(scope)
    if (known !== undefined) return known
    const seen = sees(scene, scope)
    judged.set(scope, seen)
    return seen
  }
}

/** Of the past may be known what is known today, what would be if it were still there, and what was known then. */
function seesThen(scene: Scene, today: Scene, scope: number): boolean {
  const { living, snapshot, caller, call, now } = scene
  const then = { living, snapshot, caller, call, now }
  const still = today.snapshot.scopes.find(then.snapshot.scopes.at(scope).id)
  if (still === undefined ? seesEverything(today) : sees(today, still)) return true
  return sees(then, scope)
}

/** Whoever has anything at the organization knows every place in it. */
export function seesEverything({ snapshot, caller, now }: Scene): boolean {
  const person = snapshot.members.numberOf(caller.account)
  if (person === undefined) return false
  return effectiveWithin(snapshot, caller.reach, person, ORGANIZATION_NUMBER, now) !== 0
}
