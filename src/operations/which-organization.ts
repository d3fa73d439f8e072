/** Which organization is meant where the path does not say: protocols with paths of their own ask there. */
import { refuse } from '../core/index.ts'
import { ownOrganizations } from './account/own-organizations.ts'
import type { Call } from './call.ts'
import type { Deps } from './deps.ts'
import { Refused } from './refused.ts'
import { callerOf } from './scene.ts'

/**
 * The one that the call names, else the token’s, else the caller’s only one.
 * @throws Refused INVALID where that leaves none or several
 */
export async function organizationOf(deps: Deps, call: Call): Promise<string> {
  const named = call.organization ?? callerOf(call).organization
  if (named !== undefined) return named
  const [only, second] = await ownOrganizations(deps, call)
  if (only !== undefined && second === undefined) return only.name
  const detail =
    only === undefined ? 'you are in no organization' : 'you are in several organizations: say which one'
  throw new Refused(refuse('INVALID', detail), {
    errors: [{ pointer: '/header/compartment-organization', detail: 'name the organization here' }],
  })
}
