/** The organizations that a caller may come into, as things are now. */
import { joinedOrganizations } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'
import { callerOf, sceneOf } from '../scene.ts'

export async function ownOrganizations(deps: Deps, call: Call): Promise<LivingOrganization[]> {
  const caller = callerOf(call)
  const all = await deps.organizations.of(caller.account)
  return all.filter((living) => {
    if (caller.organization !== undefined && caller.organization !== living.name) return false
    try {
      sceneOf(living, caller, call)
      return true
    } catch (error) {
      if (error instanceof Refused) return false
      throw error
    }
  })
}

/** Ids of the organizations that an account has joined: whom what happens to it concerns. Inviting somebody is not enough. */
export async function organizationIds({ store }: Pick<Deps, 'store'>, account: string): Promise<string[]> {
  return (await joinedOrganizations(store, account)).map(({ id }) => id)
}
