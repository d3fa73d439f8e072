/** `invitation cancel`: ends the invitation and the membership with all that was given with it (F23). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { pendingInvitation } from './pending-invitation.ts'
import { isRefusal } from './refusal.ts'
import { removeUser } from './remove-user.ts'

export type CancelInvitation = { readonly principal: string }

export function cancelInvitation(snapshot: Snapshot, input: CancelInvitation, context: Context): Outcome {
  const invitation = pendingInvitation(snapshot, input.principal)
  return isRefusal(invitation) ? invitation : removeUser(snapshot, input, context)
}
