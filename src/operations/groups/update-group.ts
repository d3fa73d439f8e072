/** `group update`. */
import { updateGroup as command } from '../../core/change/update-group.ts'
import { groupAnswer } from '../answers/groups.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireGroup } from '../resolve.ts'

export function updateGroup(deps: Deps): UseCase<'updateGroup'> {
  return (input, call) =>
    perform(
      deps,
      'updateGroup',
      input,
      call,
      (scene) => ({ command, input: { ...input.body, group: requireGroup(scene, input.params.group).id } }),
      (scene, events) => {
        const edit = events.find((event) => event.type === 'group.updated')
        const group = edit === undefined ? requireGroup(scene, input.params.group) : edit.data.after
        return groupAnswer(scene, group)
      },
    )
}
