/** Permission keys as a command receives them: each known, listed once, in the catalogue's order. */

import { nearest } from '../catalogue/nearest.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Refusal, refuse } from './refusal.ts'

export function permissionsRefusal(snapshot: Snapshot, permissions: readonly string[]): Refusal | undefined {
  const { vocabulary } = snapshot
  const at = permissions.findIndex((key) => vocabulary.bitOf(key) === undefined)
  if (at < 0) return undefined
  const unknown = permissions[at]!
  const [suggestion] = nearest(unknown, vocabulary.keys)
  const hint = suggestion === undefined ? '' : `: did you mean \`${suggestion}\`?`
  return refuse('UNKNOWN_PERMISSION', `no permission \`${unknown}\`${hint}`, {
    field: `/permissions/${at}`,
    next: 'compartment permission list',
  })
}

export function sortedPermissions({ vocabulary }: Snapshot, permissions: readonly string[]): string[] {
  return vocabulary.keysOf(
    [...new Set(permissions.map((key) => vocabulary.bitOf(key)!))].toSorted((a, b) => a - b),
  )
}
