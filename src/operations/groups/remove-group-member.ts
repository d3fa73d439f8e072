/** `group member remove`. */
import { removeGroupMember as command } from '../../core/change/remove-group-member.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireGroup, requireMember } from '../resolve.ts'

export function removeGroupMember(deps: Deps): UseCase<'removeGroupMember'> {
  return (input, call) =>
    perform(
      deps,
      'removeGroupMember',
      input,
      call,
      (scene) => ({
        command,
        input: {
          group: requireGroup(scene, input.params.group).id,
          principal: requireMember(scene, input.params.user).id,
        },
      }),
      () => ({}),
    )
}
