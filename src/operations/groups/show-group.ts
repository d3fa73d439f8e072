/** `group show`. */
import { groupAnswer } from '../answers/groups.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { requireGroup } from '../resolve.ts'

export function showGroup(deps: Deps): UseCase<'showGroup'> {
  return (input, call) =>
    ask(deps, 'showGroup', input, call, (scene) =>
      groupAnswer(scene, requireGroup(scene, input.params.group)),
    )
}
