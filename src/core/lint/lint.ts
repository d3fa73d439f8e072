/** Everything that is allowed and that someone should look at. Pure: it changes nothing and refuses nothing. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { deadAssignments } from './dead-assignment.ts'
import type { Finding } from './finding.ts'
import { managementWithDeploy } from './management-with-deploy.ts'
import { mixedGroups } from './mixed-group.ts'
import { sameRoleForSeveral } from './same-role-for-several.ts'
import { shadowing } from './shadowing.ts'

const RULES = [shadowing, mixedGroups, deadAssignments, sameRoleForSeveral, managementWithDeploy] as const

/** @param now epoch milliseconds */
export function lint(snapshot: Snapshot, now: number): Finding[] {
  return RULES.flatMap((rule) => rule(snapshot, now))
}
