/** `invitation cancel`: ends the invitation, and the membership that waited for it. */
import { cancelInvitation as command } from '../../core/change/cancel-invitation.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireInvitation } from './find-invitation.ts'

export function cancelInvitation(deps: Deps): UseCase<'cancelInvitation'> {
  return (input, call) =>
    perform(
      deps,
      'cancelInvitation',
      input,
      call,
      (scene) => ({
        command,
        input: { principal: requireInvitation(scene, input.params.invitation).principal },
      }),
      () => ({}),
    )
}
