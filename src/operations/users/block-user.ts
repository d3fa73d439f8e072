/** `user block`: they stay a member and cannot get in any more; their sessions end (S0-12). */
import { blockUser as command } from '../../core/change/block-user.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember } from '../resolve.ts'
import { endAccess } from './end-access.ts'
import { oneUser } from './one-user.ts'

export function blockUser(deps: Deps): UseCase<'blockUser'> {
  return (input, call) =>
    perform(
      deps,
      'blockUser',
      input,
      call,
      (scene) => {
        const { id } = requireMember(scene, input.params.user)
        return {
          command,
          input: { principal: id },
          extra: () => endAccess(deps, scene, id, { tokens: false }),
        }
      },
      (scene) => oneUser(deps, scene, requireMember(scene, input.params.user).id),
    )
}
