/**
 * Links that accept an invitation. With a mail server a link goes to the invited person alone; without one, or where
 * that is asked for, it is shown to whoever issues it, once, and only to somebody who could do everything that the
 * invited person could do here (G1).
 */
import { type Invitation, missingToActAs, type Proposal, refuse } from '../../core/index.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { endInvitationLinks, issueInvitationLink, type Write } from '../../store/store.ts'
import { actingAs } from '../acting-as.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'
import { type InvitationLetter, letterFor, type Telling } from './invitation-letter.ts'
import { signInUrl } from './sign-in-url.ts'

export type Delivery = 'shown' | 'mail' | 'mail_and_shown' | 'sign_in'

/** How an invited person learns of it; nothing of it is stored yet. */
export type Issue = {
  readonly delivery: Delivery
  /** Only where it may be shown. */
  readonly shownUrl?: string
  /** Where they sign in, of an organization that takes no passwords. */
  readonly signInUrl?: string
  readonly writes: (invitation: Invitation) => Write[]
}

type Place = Pick<Scene, 'snapshot' | 'now'>

type How = Pick<Telling, 'to' | 'by'> & {
  /** Shown although it goes by mail. */
  readonly showLink?: boolean | undefined
  /** Shown and not mailed: on the server's own machine. */
  readonly onlyShown?: boolean
  readonly again?: boolean
}

/** An organization that takes no passwords has no links: people sign in through its providers. */
export function issueLink(deps: Deps, { snapshot, now }: Place, how: How): Issue {
  const { build } = deps.store
  const { showLink = false, onlyShown = false, again = false, ...told } = how
  if (!snapshot.organization.passwords) {
    const letter = letterFor(deps, { snapshot, ...told, again })
    return {
      delivery: 'sign_in',
      signInUrl: signInUrl(deps, snapshot),
      writes: (invitation) => [
        ...endInvitationLinks(build, invitation.id, now),
        ...(letter?.writes(invitation) ?? []),
      ],
    }
  }
  const token = newSecret('link')
  const url = `${deps.publicUrl}/activate?token=${token}`
  const letter = onlyShown ? undefined : letterFor(deps, { snapshot, ...told, url, again })
  const shown = letter === undefined || showLink
  return {
    delivery: deliveryOf(letter, shown),
    ...(shown && { shownUrl: url }),
    writes: (invitation) => [
      ...issueInvitationLink(build, {
        tokenHash: hashSecret(token),
        invitation: invitation.id,
        organization: snapshot.organization.id,
        account: invitation.principal,
        createdAt: now,
        shown,
        ...(letter !== undefined && { letter: letter.id }),
      }),
      ...(letter?.writes(invitation) ?? []),
    ],
  }
}

function deliveryOf(letter: InvitationLetter | undefined, shown: boolean): Delivery {
  if (letter === undefined) return 'shown'
  return shown ? 'mail_and_shown' : 'mail'
}

/** Its rows, and that it was shown, where it was. */
export function issued(
  deps: Deps,
  { living, call, now }: Scene,
  issue: Issue,
  invitation: Invitation,
): readonly Write[] {
  if (issue.shownUrl === undefined) return issue.writes(invitation)
  const data = { purpose: 'activation', account: invitation.principal, invitation: invitation.id }
  const told = { organization: living.id, actor: actorOf(call), at: now, data } as const
  return [...issue.writes(invitation), ...activity(deps, { type: 'link.shown', ...told })]
}

/** As answered to whoever issued it. */
export function issuedAnswer({ delivery, shownUrl, signInUrl: place }: Issue) {
  return {
    delivery,
    ...(shownUrl !== undefined && { activation_url: shownUrl }),
    ...(place !== undefined && { sign_in_url: place }),
  }
}

/**
 * A mailed link needs none of this: nobody but the invited person can use it.
 * @throws Refused ESCALATION with what the caller lacks
 */
export function mayBeShown(
  { caller, now }: Scene,
  { after }: Proposal,
  principal: string,
  issue: Issue,
): void {
  if (issue.shownUrl === undefined) return
  const missing = missingToActAs(after, actingAs(caller), principal, now)
  if (missing.length === 0) return
  const count = missing.length === 1 ? `\`${missing[0]!.permission}\`` : `${missing.length} permissions`
  const why =
    issue.delivery === 'shown'
      ? 'the link cannot be shown to you, and there is no mail server to send it'
      : 'the link cannot be shown to you; without `show_link` it goes by mail alone'
  throw new Refused(
    refuse('ESCALATION', `${why}: you lack ${count} that it would give`, {
      missing,
      next: `compartment access grantors ${missing[0]!.permission} --at ${missing[0]!.scope}`,
    }),
  )
}
