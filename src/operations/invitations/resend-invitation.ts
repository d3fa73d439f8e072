/** `invitation resend`: a new link with a new lifetime; the old link ends. */
import { resendInvitation as command } from '../../core/change/resend-invitation.ts'
import { instant } from '../answers/instants.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireInvitation } from './find-invitation.ts'
import { mayBeShown, type NewLink, newLink } from './invitation-links.ts'

export function resendInvitation(deps: Deps): UseCase<'resendInvitation'> {
  return async (input, call) => {
    let link: NewLink | undefined
    const result = await perform(
      deps,
      'resendInvitation',
      input,
      call,
      (scene) => {
        const { principal } = requireInvitation(scene, input.params.invitation)
        const issued = newLink(deps, scene)
        link = issued
        return {
          command,
          input: { principal },
          check: (proposal) => {
            if (issued !== undefined) mayBeShown(scene, proposal, principal)
          },
          extra: (events) =>
            events.flatMap((event) =>
              event.type === 'invitation.resent' && issued !== undefined
                ? issued.writes(event.data.after)
                : [],
            ),
        }
      },
      (scene) => {
        const { id, expiresAt } = requireInvitation(scene, input.params.invitation)
        return { id, ...(link !== undefined && { activation_url: link.url }), expires_at: instant(expiresAt) }
      },
    )
    return link === undefined ? result : { ...result, secret: true }
  }
}
