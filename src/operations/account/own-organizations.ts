/** The organizations that a caller may come into, as things are now. */
import { organizationsOf } from '../../store/store.ts'
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

/** Ids of all organizations in which an account is a member: whom what happens to it concerns. */
export async function organizationIds({ store }: Pick<Deps, 'store'>, account: string): Promise<string[]> {
  return (await organizationsOf(store, account)).map(({ id }) => id)
}
