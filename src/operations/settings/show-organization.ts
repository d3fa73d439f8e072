/** `org show`. */
import { organizationAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'

export function showOrganization(deps: Deps): UseCase<'showOrganization'> {
  return (input, call) =>
    ask(deps, 'showOrganization', input, call, ({ snapshot }) => organizationAnswer(snapshot))
}
