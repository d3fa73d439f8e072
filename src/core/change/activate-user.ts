/** Accepting an invitation: the member becomes active, with the way to sign in that they now have (F25, F26). */
import type { SignInPath } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { pendingInvitation } from './pending-invitation.ts'
import { isRefusal, refuse } from './refusal.ts'

export type ActivateUser = { readonly principal: string; readonly path: SignInPath }

export function activateUser(
  snapshot: Snapshot,
  { principal, path }: ActivateUser,
  { now }: Context,
): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  const before = pendingInvitation(snapshot, principal)
  if (isRefusal(before)) return before
  if (before.expiresAt <= now) {
    return refuse('INVITE_EXPIRED', 'the invitation has expired', { next: 'ask for a new invitation' })
  }
  if (member.access === 'blocked') return refuse('BLOCKED', 'the member is blocked')
  const after = { ...before, state: 'accepted' as const }
  return [
    { type: 'invitation.accepted', data: { principal, before, after } },
    { type: 'member.activated', data: { principal, before: member.signInPath, after: path } },
  ]
}
