/**
 * Links that accept an invitation. There is no mail server to send them with, so a link is shown to whoever issues it,
 * once; and only to somebody who could do everything that the invited person could do here (G1).
 */
import { type Invitation, missingToActAs, type Proposal, refuse } from '../../core/index.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { issueInvitationLink, type Write } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'

/** A link that is not stored yet. */
export type NewLink = { readonly url: string; readonly writes: (invitation: Invitation) => Write[] }

/** An organization that takes no passwords has no links: people sign in through its providers. */
export function newLink(
  { store, publicUrl }: Deps,
  { snapshot, now }: Pick<Scene, 'snapshot' | 'now'>,
): NewLink | undefined {
  if (!snapshot.organization.passwords) return undefined
  const token = newSecret('link')
  return {
    url: `${publicUrl}/activate?token=${token}`,
    writes: (invitation) =>
      issueInvitationLink(store.build, {
        tokenHash: hashSecret(token),
        invitation: invitation.id,
        organization: snapshot.organization.id,
        account: invitation.principal,
        createdAt: now,
      }),
  }
}

/** @throws Refused ESCALATION with what the caller lacks */
export function mayBeShown({ caller, now }: Scene, { after }: Proposal, principal: string): void {
  const missing = missingToActAs(after, { type: 'principal', id: caller.account }, principal, now)
  if (missing.length === 0) return
  const count = missing.length === 1 ? `\`${missing[0]!.permission}\`` : `${missing.length} permissions`
  const detail = `the link cannot be shown to you, and there is no mail server to send it: you lack ${count} that it would give`
  throw new Refused(
    refuse('ESCALATION', detail, {
      missing,
      next: `compartment access grantors ${missing[0]!.permission} --at ${missing[0]!.scope}`,
    }),
  )
}
