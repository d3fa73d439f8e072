/** `group delete`: the group, its seats and its assignments. */
import { deleteGroup as command } from '../../core/change/delete-group.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireGroup } from '../resolve.ts'

export function deleteGroup(deps: Deps): UseCase<'deleteGroup'> {
  return (input, call) =>
    perform(
      deps,
      'deleteGroup',
      input,
      call,
      (scene) => ({ command, input: { group: requireGroup(scene, input.params.group).id } }),
      () => ({}),
    )
}
