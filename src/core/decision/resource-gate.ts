/** Gate 4: does the scope exist, and does it still answer? */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { PermissionKey } from '../catalogue/permissions.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** What an archived project still answers. */
const OF_ARCHIVED: ReadonlySet<string> = new Set<PermissionKey>([
  'project.read',
  'project.archive',
  'project.delete',
])

/** @param scope its number, or `undefined` when there is no such scope */
export function resourceProblem(
  snapshot: Snapshot,
  scope: number | undefined,
  permission: string,
): DecisionCode | undefined {
  if (scope === undefined) return 'UNKNOWN_SCOPE'
  return snapshot.scopes.isArchived(scope) && !OF_ARCHIVED.has(permission) ? 'PROJECT_ARCHIVED' : undefined
}
