/** What the one who asks for a diagnosis may see and do. */
import { effectiveWithin, type Reader } from '../../core/index.ts'
import type { Scene } from '../scene.ts'
import { isOwn, may } from '../visible.ts'

/** Evidence is told as far as the reader's own permissions reach; one's own access is shown whole. */
export function readerOf(scene: Scene, principal: string): Reader {
  const own = isOwn(scene, principal)
  return {
    roles: own || may(scene, 'organization.role.read'),
    groups: own || may(scene, 'organization.group.read'),
    attempts: own || may(scene, 'organization.audit.read'),
    may: (permission, scope) => may(scene, permission, scope),
    holds: (permission, scope) => holds(scene.today ?? scene, permission, scope),
  }
}

/** As the guards ask it: of what the roles give, and of a token no more than it reaches. */
function holds({ snapshot, caller, now }: Scene, permission: string, scope: string): boolean {
  const { members, scopes, vocabulary, sets } = snapshot
  const [person, place, bit] = [
    members.numberOf(caller.account),
    scopes.find(scope),
    vocabulary.bitOf(permission),
  ]
  if (person === undefined || place === undefined || bit === undefined) return false
  return sets.has(effectiveWithin(snapshot, caller.reach, person, place, now), bit)
}
