/** Records in this organization that an account's ways to sign in have changed; says no more than it may know. */
import type { SignInPath } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { isRefusal } from './refusal.ts'

export type RecordSignInPath = { readonly principal: string; readonly path: SignInPath }

export function recordSignInPath(
  snapshot: Snapshot,
  { principal, path }: RecordSignInPath,
  _context: Context,
): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  return [{ type: 'sign_in_path.changed', data: { principal, before: member.signInPath, after: path } }]
}
