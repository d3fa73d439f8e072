/** `auth settings set`: whether local passwords open this organization. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'

export type ChangeSignInSettings = { readonly passwords: boolean }

export function changeSignInSettings(
  snapshot: Snapshot,
  input: ChangeSignInSettings,
  _context: Context,
): Outcome {
  const before = snapshot.organization.passwords
  return [{ type: 'organization.passwords.changed', data: { before, after: input.passwords } }]
}
