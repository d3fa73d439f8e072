/** `role grant`: promotes and demotes alike (S1-3). */
import { grantRole as command } from '../../core/change/grant-role.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember } from '../resolve.ts'
import { oneUser } from './one-user.ts'

export function grantRole(deps: Deps): UseCase<'grantRole'> {
  return (input, call) =>
    perform(
      deps,
      'grantRole',
      input,
      call,
      (scene) => ({
        command,
        input: { principal: requireMember(scene, input.params.user).id, role: input.body.role },
      }),
      (scene) => oneUser(deps, scene, requireMember(scene, input.params.user).id),
    )
}
