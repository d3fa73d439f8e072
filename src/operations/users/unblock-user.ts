/** `user unblock`: everything is as it was (S0-12). */
import { unblockUser as command } from '../../core/change/unblock-user.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember } from '../resolve.ts'
import { oneUser } from './one-user.ts'

export function unblockUser(deps: Deps): UseCase<'unblockUser'> {
  return (input, call) =>
    perform(
      deps,
      'unblockUser',
      input,
      call,
      (scene) => ({ command, input: { principal: requireMember(scene, input.params.user).id } }),
      (scene) => oneUser(deps, scene, requireMember(scene, input.params.user).id),
    )
}
