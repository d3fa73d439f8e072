/** Who may know that a project or environment exists: whoever has anything at it or below it. Names only. */

import { eachHeld } from '../core/decision/held.ts'
import { decide, effectiveSet, type PermissionKey } from '../core/index.ts'
import type { Scene } from './scene.ts'

export function may(
  { snapshot, caller, now }: Scene,
  permission: PermissionKey,
  scope = 'organization',
): boolean {
  return decide(snapshot, caller.account, permission, scope, now).allowed
}

/** @param scope number of a project or environment; everybody here knows the organization */
export function sees({ snapshot, caller, now }: Scene, scope: number): boolean {
  const person = snapshot.members.numberOf(caller.account)
  if (person === undefined) return false
  if (scope === 0) return true
  const below = new Set(snapshot.scopes.below(scope))
  for (const place of below) if (effectiveSet(snapshot, person, place, now) !== 0) return true
  let assigned = false
  eachHeld(snapshot, person, (assignment) => {
    if (below.has(snapshot.assignments.scopeOf(assignment))) assigned = true
  })
  return assigned
}
