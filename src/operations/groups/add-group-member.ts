/** `group member add`. */
import { addGroupMember as command } from '../../core/change/add-group-member.ts'
import { groupMemberAnswer } from '../answers/groups.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireGroup, requireMember } from '../resolve.ts'

export function addGroupMember(deps: Deps): UseCase<'addGroupMember'> {
  return (input, call) =>
    perform(
      deps,
      'addGroupMember',
      input,
      call,
      (scene) => ({
        command,
        input: {
          group: requireGroup(scene, input.params.group).id,
          principal: requireMember(scene, input.body.user).id,
        },
      }),
      (scene) =>
        groupMemberAnswer(
          scene,
          requireMember(scene, input.body.user).id,
          requireGroup(scene, input.params.group),
        ),
    )
}
