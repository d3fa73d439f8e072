/** Builds a peer by name from the facts of a workload. Peers are untyped: nothing here needs them to be installed. */
import { BUILT_IN_ROLES } from '../src/core/index.ts'
import type { OrganizationState } from '../src/core/model/state.ts'
import type { Ask } from './checks.ts'
import { nearestScopes } from './nearest.ts'
import type { Oracle } from './oracle.ts'
import { KEYS, NOW } from './workload.ts'

type Build = (facts: object) => Ask | Promise<Ask>

export async function buildPeer(name: string, state: OrganizationState, oracle: Oracle): Promise<Ask> {
  const { build } = (await import(new URL(`peers/${name}.js`, import.meta.url).href)) as { build: Build }
  const roles = [...BUILT_IN_ROLES, ...state.roles].map(({ id, permissions }) => {
    return { id, permissions: id === 'rol_admin' ? KEYS : permissions }
  })
  return build({
    state,
    keys: KEYS,
    now: NOW,
    roles,
    people: state.members.map(({ id }) => id),
    heldBy: (person: string) => oracle.heldBy(person),
    nearest: nearestScopes(state, oracle),
  })
}
