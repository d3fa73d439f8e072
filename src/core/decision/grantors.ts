/** Who could give somebody a permission somewhere, under the rule that nobody gives what they do not have (G1). */

import type { PermissionKey } from '../catalogue/permissions.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { effectiveSet } from './held.ts'
import { who } from './who.ts'

const MANAGE: PermissionKey = 'organization.role.manage'

/**
 * People (not programs) who may manage roles at the scope, can sign in, and hold there every key to be given.
 * @returns ids of accounts, sorted
 */
export function grantors(
  snapshot: Snapshot,
  permissions: readonly string[],
  scope: string,
  now: number,
): string[] {
  const place = snapshot.scopes.find(scope)
  const bits = permissions.map((key) => snapshot.vocabulary.bitOf(key))
  if (place === undefined || bits.includes(undefined)) return []
  return who(snapshot, MANAGE, scope, now)
    .filter((holder) => holder.type === 'user')
    .filter(({ principal }) => {
      const held = effectiveSet(snapshot, snapshot.members.numberOf(principal)!, place, now)
      return bits.every((bit) => snapshot.sets.has(held, bit!))
    })
    .map(({ principal }) => principal)
}
