/** Switches a person’s access to beta features. */
import { setBetaAccess as command } from '../../core/change/set-beta-access.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember } from '../resolve.ts'
import { oneUser } from './one-user.ts'

export function setBetaAccess(deps: Deps): UseCase<'setBetaAccess'> {
  return (input, call) =>
    perform(
      deps,
      'setBetaAccess',
      input,
      call,
      (scene) => ({
        command,
        input: { principal: requireMember(scene, input.params.user).id, enabled: input.body.enabled },
      }),
      (scene) => oneUser(deps, scene, requireMember(scene, input.params.user).id),
    )
}
