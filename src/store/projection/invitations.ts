/** Invitations: the latest one of each account; a new one takes the place of the one before. */
import type { EventType } from '../../core/catalogue/events.ts'
import type { Invitation } from '../../core/model/invitation.ts'
import type { Builder } from '../builder.ts'
import { one, type Write } from '../statement.ts'
import type { InvitationRow } from '../tables.ts'
import { DRIFT, type Place, type Projection } from './projection.ts'

export const INVITATIONS: Projection<Extract<EventType, `invitation.${string}`>> = {
  'invitation.created': ({ invitation }, { organization }, build) => [
    build.put('invitations', ['organization', 'principal'], {
      organization,
      principal: invitation.principal,
      ...fields(invitation),
    }),
  ],
  'invitation.resent': ({ after }, place, build) => change(after, place, build),
  'invitation.accepted': ({ after }, place, build) => change(after, place, build),
  'invitation.cancelled': ({ after }, place, build) => change(after, place, build),
}

function change(after: Invitation, { organization }: Place, build: Builder): Write[] {
  const { principal } = after
  return [one(build.update('invitations', { organization, principal }, fields(after)), DRIFT)]
}

function fields(invitation: Invitation): Omit<InvitationRow, 'organization' | 'principal'> {
  return {
    id: invitation.id,
    state: invitation.state,
    expires_at: invitation.expiresAt,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt,
    issued: invitation.issued,
  }
}
