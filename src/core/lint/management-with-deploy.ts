/** People and custom roles that combine managing access with deploying (S2-8); the built-in admin does so by design. */
import { FAMILIES } from '../catalogue/permissions.ts'
import { grantsOf } from '../decision/held.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Finding } from './finding.ts'

const DEPLOYING = [
  'deployment.create',
  'deployment.promote',
  'deployment.rollback',
  'project.lifecycle.write',
] as const
/** Reading and creating projects is not managing access. */
const MANAGING = FAMILIES[0].rows
  .map(([key]) => key)
  .filter((key) => /\.(manage|invite|block|remove|reset)$/.test(key))

export function managementWithDeploy(snapshot: Snapshot, now: number): Finding[] {
  const { index, members, roles, vocabulary, sets } = snapshot
  const setOf = (keys: readonly string[]): number => sets.of(keys.map((key) => vocabulary.bitOf(key)!))
  const [managing, deploying] = [setOf(MANAGING), setOf(DEPLOYING)]
  const shares = (a: number, b: number): boolean => sets.difference(a, b) !== a
  const both = (set: number): boolean => shares(set, managing) && shares(set, deploying)
  const found: Finding[] = []
  const add = (id: string): void => {
    const detail = `\`${id}\` combines managing access with deploying`
    found.push({ rule: 'management_with_deploy', about: [id], detail })
  }
  for (const role of roles.values()) {
    if (role.kind === 'custom' && both(index.setOf(roles.numberOf(role.id)!))) add(role.id)
  }
  for (const member of members.values()) {
    const grants = grantsOf(snapshot, members.numberOf(member.id)!, now)
    if (member.type === 'user' && [...grants.scopes()].some((scope) => both(grants.at(scope)))) add(member.id)
  }
  return found
}
