/** `invitation resend`: a new link and a new lifetime on the same record; the old link ends (F21, F22). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { pendingInvitation } from './pending-invitation.ts'
import { isRefusal } from './refusal.ts'

export type ResendInvitation = { readonly principal: string }

export function resendInvitation(
  snapshot: Snapshot,
  { principal }: ResendInvitation,
  { now }: Context,
): Outcome {
  const before = pendingInvitation(snapshot, principal)
  if (isRefusal(before)) return before
  const expiresAt = now + snapshot.organization.settings.invitationLifetime * 1000
  const after = { ...before, expiresAt, issued: before.issued + 1 }
  return [{ type: 'invitation.resent', data: { principal, before, after } }]
}
