/** The invitation behind an activation link. Only whoever holds the link learns why it does not work any more. */
import { type Invitation, refuse } from '../../core/index.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import { type InvitationLink, invitationLink } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'

export type OpenLink = { readonly link: InvitationLink; readonly living: LivingOrganization }

export type LinkState =
  | { readonly state: 'usable'; readonly invitation: Invitation }
  | {
      readonly state: 'used' | 'replaced' | 'cancelled' | 'expired' | 'sso_only' | 'not_valid'
      readonly detail: string
    }

/** @returns `undefined` for what never was the link of an invitation, or of an organization that has gone */
export async function findLink(deps: Deps, token: string): Promise<OpenLink | undefined> {
  const link = isSecret('link', token) ? await invitationLink(deps.store, hashSecret(token)) : undefined
  const living = link && (await deps.organizations.withId(link.organization))
  return link && living && { link, living }
}

/** What has become of a link, as things are now. */
export function stateOf({ link, living }: OpenLink, now: number): LinkState {
  const { snapshot } = living
  const invitation = snapshot.invitationOf(link.account)
  const isLive = invitation?.state === 'pending'
  if (link.replacedAt !== undefined || (isLive && invitation.id !== link.invitation))
    return ended('replaced', 'this link was replaced, ask for the newest')
  if (invitation === undefined || invitation.id !== link.invitation)
    return ended('not_valid', 'this link is not valid any more')
  if (invitation.state === 'accepted') return ended('used', 'this link was used already')
  if (invitation.state === 'cancelled') return ended('cancelled', 'this invitation was cancelled')
  if (invitation.expiresAt <= now) return ended('expired', 'this link has expired, ask for a new one')
  if (!snapshot.organization.passwords)
    return ended('sso_only', 'this organization takes no passwords: sign in with its single sign-on')
  return { state: 'usable', invitation }
}

function ended(state: Exclude<LinkState['state'], 'usable'>, detail: string): LinkState {
  return { state, detail }
}

/** @throws Refused LINK_NOT_VALID */
export async function openLink(deps: Deps, token: string): Promise<OpenLink> {
  const open = await findLink(deps, token)
  if (open === undefined) throw new Refused(refuse('LINK_NOT_VALID', 'this link is not valid'))
  return open
}

/**
 * What the link accepts, as things are now.
 * @throws Refused LINK_NOT_VALID where it was used, cancelled or has expired; SSO_REQUIRED where no password is taken
 */
export function invitationBehind(open: OpenLink, now: number): Invitation {
  const found = stateOf(open, now)
  if (found.state === 'usable') return found.invitation
  throw new Refused(refuse(found.state === 'sso_only' ? 'SSO_REQUIRED' : 'LINK_NOT_VALID', found.detail))
}
