/** The invitation behind an activation link. Only whoever holds the link learns why it does not work any more. */
import { type Invitation, refuse } from '../../core/index.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import { type InvitationLink, invitationLink } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'

export type OpenLink = { readonly link: InvitationLink; readonly living: LivingOrganization }

/** @throws Refused LINK_NOT_VALID */
export async function openLink(deps: Deps, token: string): Promise<OpenLink> {
  const link = isSecret('link', token) ? await invitationLink(deps.store, hashSecret(token)) : undefined
  if (link === undefined) throw notValid('this link is not valid')
  if (link.replacedAt !== undefined) throw notValid('this link was replaced, ask for the newest')
  const living = await deps.organizations.withId(link.organization)
  if (living === undefined) throw notValid('this link is not valid any more')
  return { link, living }
}

/**
 * What the link accepts, as things are now.
 * @throws Refused LINK_NOT_VALID where it was used, cancelled or has expired; SSO_REQUIRED where no password is taken
 */
export function invitationBehind({ link, living }: OpenLink, now: number): Invitation {
  const invitation = living.snapshot.invitationOf(link.account)
  if (invitation === undefined || invitation.id !== link.invitation)
    throw notValid('this link is not valid any more')
  if (invitation.state === 'accepted') throw notValid('this link was used already')
  if (invitation.state === 'cancelled') throw notValid('this invitation was cancelled')
  if (invitation.expiresAt <= now) throw notValid('this link has expired, ask for a new one')
  if (!living.snapshot.organization.passwords) {
    const detail = 'this organization takes no passwords: sign in with its single sign-on'
    throw new Refused(refuse('SSO_REQUIRED', detail))
  }
  return invitation
}

function notValid(detail: string): Refused {
  return new Refused(refuse('LINK_NOT_VALID', detail))
}
