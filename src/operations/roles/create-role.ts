/** `role create`: a custom role with a set of permissions (S2-1). */
import { createRole as command } from '../../core/change/create-role.ts'
import { roleAnswer } from '../answers/access.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function createRole(deps: Deps): UseCase<'createRole'> {
  return (input, call) =>
    perform(
      deps,
      'createRole',
      input,
      call,
      () => ({ command, input: input.body }),
      ({ snapshot }, events) => roleAnswer(snapshot, changed(events, 'role.created').role),
    )
}
