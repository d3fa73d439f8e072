/** `group create`. */
import { createGroup as command } from '../../core/change/create-group.ts'
import { groupAnswer } from '../answers/groups.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function createGroup(deps: Deps): UseCase<'createGroup'> {
  return (input, call) =>
    perform(
      deps,
      'createGroup',
      input,
      call,
      () => ({ command, input: input.body }),
      (scene, events) => groupAnswer(scene, changed(events, 'group.created').group),
    )
}
