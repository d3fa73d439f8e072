/** `invitation cancel`: ends the invitation, and the membership that waited for it. */
import { cancelInvitation as command } from '../../core/change/cancel-invitation.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { endAccess } from '../users/end-access.ts'
import { requireInvitation } from './find-invitation.ts'

export function cancelInvitation(deps: Deps): UseCase<'cancelInvitation'> {
  return (input, call) =>
    perform(
      deps,
      'cancelInvitation',
      input,
      call,
      (scene) => {
        const { principal } = requireInvitation(scene, input.params.invitation)
        return {
          command,
          input: { principal },
          extra: () => endAccess(deps, scene, principal, { tokens: true }),
        }
      },
      () => ({}),
    )
}
