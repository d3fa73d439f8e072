/**
 * Pending invitations that a change to how people sign in makes impossible as they were sent. Whoever makes the change
 * is told, before and after, with what to do for each.
 */
import type { Unparsed } from '../../contract/table.ts'
import type { Event, Snapshot } from '../../core/index.ts'
import { emailOf } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { signInUrl } from './sign-in-url.ts'

type Impossible = Exclude<
  Unparsed<'changeSignInSettings'>,
  { readonly dry_run: true }
>['impossible_invitations']

/** How a pending invitation can be accepted: by its link, by a first single sign-on, or not at all. */
export type Way = 'link' | 'sso' | 'none'

export function wayIn({ organization, providers }: Snapshot): Way {
  if (organization.passwords) return 'link'
  return providers.some(({ enabled }) => enabled) ? 'sso' : 'none'
}

/** @param events what the change writes. @param after with the change made */
export function impossibleInvitations(
  deps: Deps,
  scene: Scene,
  events: readonly Event[],
  after: Snapshot,
): Impossible {
  const way = wayIn(after)
  if (way === 'link' || !events.some(({ type }) => ENDING[way].has(type))) return []
  const named = may(scene, 'organization.user.read')
  const live = Array.from(after.invitations.values(), (row) => row.invitation).filter(
    ({ state, expiresAt }) => state === 'pending' && scene.now < expiresAt,
  )
  return live.map(({ id, principal }) => {
    const one = { id, way, next: nextStep(deps, after, id, way) }
    return named ? Object.assign(one, { email: emailOf(scene, principal) }) : one
  })
}

/** Links end with passwords alone; the last way in may also be a provider. */
const ENDING: Readonly<Record<Exclude<Way, 'link'>, ReadonlySet<string>>> = {
  sso: new Set(['organization.passwords.changed']),
  none: new Set(['organization.passwords.changed', 'provider.updated', 'provider.removed']),
}

function nextStep(deps: Deps, after: Snapshot, id: string, way: Exclude<Way, 'link'>): string {
  return way === 'sso'
    ? `compartment invitation resend ${id}   (it tells them to sign in at ${signInUrl(deps, after)})`
    : `compartment invitation cancel ${id}`
}
