/** `invitation resend`: a new link with a new lifetime; the old link ends. */
import { resendInvitation as command } from '../../core/change/resend-invitation.ts'
import { accountById } from '../../store/store.ts'
import { basisOf } from '../account/basis.ts'
import { instant } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import type { Scene } from '../scene.ts'
import { requireInvitation } from './find-invitation.ts'
import { inviterOf, type Recipient } from './invitation-letter.ts'
import { type Issue, issued, issuedAnswer, issueLink, mayBeShown } from './invitation-links.ts'

export function resendInvitation(deps: Deps): UseCase<'resendInvitation'> {
  return async (input, call) => {
    let last: Issue | undefined
    const result = await perform(
      deps,
      'resendInvitation',
      input,
      call,
      async (scene) => {
        const { principal } = requireInvitation(scene, input.params.invitation)
        const issue = issueLink(deps, scene, {
          to: await recipient(deps, scene, principal),
          ...inviterOf(scene),
          showLink: input.body.show_link,
          again: true,
        })
        last = issue
        return {
          command,
          input: { principal },
          check: (proposal) => mayBeShown(scene, proposal, principal, issue),
          extra: (events) =>
            events.flatMap((event) =>
              event.type === 'invitation.resent' ? issued(deps, scene, issue, event.data.after) : [],
            ),
        }
      },
      (scene) => {
        const { id, expiresAt } = requireInvitation(scene, input.params.invitation)
        return { id, expires_at: instant(expiresAt), ...issuedAnswer(last!) }
      },
    )
    return last?.shownUrl === undefined ? result : { ...result, secret: true }
  }
}

async function recipient(deps: Deps, { living }: Scene, id: string): Promise<Recipient> {
  const account = await accountById(deps.store, id)
  if (account === undefined) throw new Error('an invitation has no account')
  return { account, basis: await basisOf(deps, account, living) }
}
