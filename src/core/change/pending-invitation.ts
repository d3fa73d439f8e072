/** The live or expired invitation of an account, or a refusal that says why there is none. */
import type { Invitation } from '../model/invitation.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Refusal, refuse } from './refusal.ts'

export function pendingInvitation(snapshot: Snapshot, principal: string): Invitation | Refusal {
  const invitation = snapshot.invitationOf(principal)
  if (invitation?.state === 'pending') return invitation
  const why = invitation === undefined ? 'there is no invitation' : `the invitation was ${invitation.state}`
  return refuse('NOT_FOUND', `no pending invitation: ${why}`, {
    field: '/invitation',
    next: 'compartment invitation list',
  })
}
