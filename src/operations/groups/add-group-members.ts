/** `group member add` of several people at once: one change, with one impact. */
import { addGroupMembers as command } from '../../core/change/add-group-members.ts'
import type { Group } from '../../core/index.ts'
import { groupMemberAnswer } from '../answers/groups.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireGroup, requireMember } from '../resolve.ts'
import type { Scene } from '../scene.ts'

export function addGroupMembers(deps: Deps): UseCase<'addGroupMembers'> {
  return ({ params, query, body }, call) => {
    const groupIn = (scene: Scene): Group => requireGroup(scene, params.group)
    const peopleIn = (scene: Scene): string[] => [
      ...new Set(body.users.map((user, at) => requireMember(scene, user, `/users/${at}`).id)),
    ]
    return perform(
      deps,
      'addGroupMembers',
      { params, query, body },
      call,
      (scene) => ({ command, input: { group: groupIn(scene).id, principals: peopleIn(scene) } }),
      (scene) => {
        const group = groupIn(scene)
        return { items: peopleIn(scene).map((id) => groupMemberAnswer(scene, id, group)) }
      },
    )
  }
}
