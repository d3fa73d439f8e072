/**
 * Where else somebody is, as far as the reader may ask there: an organization in which the reader's own account may see
 * people. What is looked up depends on the reader alone, whoever is asked about (F13).
 */
import type { Tenant } from '../../core/index.ts'
import { ownOrganizations } from '../account/own-organizations.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'
import { memberFor } from '../resolve.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { may } from '../visible.ts'

/** @param asked the person as the reader named them: e-mail or id */
export async function otherTenants(deps: Deps, here: Scene, asked: string): Promise<Tenant[]> {
  const own = await ownOrganizations(deps, here.call)
  const tenants: Tenant[] = []
  for (const living of own) {
    // What may be stale allows nothing, there as here.
    if (living.id === here.living.id || !(await deps.following.isFresh(living))) continue
    const scene = sceneIn(living, here)
    const member = scene && may(scene, 'organization.user.read') ? memberFor(scene, asked) : undefined
    if (scene === undefined || member === undefined) continue
    const { id, name, displayName } = scene.snapshot.organization
    tenants.push({
      id,
      name,
      displayName,
      standing: member.access === 'blocked' ? 'blocked' : member.status,
    })
  }
  return tenants
}

/** As things are now: the reader may just have been put out. */
function sceneIn(living: LivingOrganization, { caller, call }: Scene): Scene | undefined {
  try {
    return sceneOf(living, caller, call)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
