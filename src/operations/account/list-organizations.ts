/** `org list`: one's own organizations. */
import { organizationAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { ownOrganizations } from './own-organizations.ts'

export function listOrganizations(deps: Deps): UseCase<'listOrganizations'> {
  return async (_, call) => {
    const own = await ownOrganizations(deps, call)
    return { answer: { items: own.map(({ snapshot }) => organizationAnswer(snapshot)) } }
  }
}
