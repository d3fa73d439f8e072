/** Sessions rest on what a provider says: where that changes, they end, and whoever changes it is told how many beforehand. */
import { same } from '../../core/change/same.ts'
import type { Event, SignInProvider, Snapshot } from '../../core/index.ts'
import { countSessionsThrough, endSessionsThrough, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import { impossibleInvitations } from '../invitations/impossible-invitations.ts'
import type { Scene } from '../scene.ts'

/** What a session took from the provider; a new button text leaves it as it is. */
function restingOn({ enabled, groupRules = [], oidc }: SignInProvider): unknown {
  const { clientId, scopes, claims } = oidc ?? {}
  return { enabled, groupRules, clientId, scopes, claims }
}

export function endsSessions(events: readonly Event[]): boolean {
  return events.some(
    ({ type, data }) =>
      type === 'provider.removed' ||
      (type === 'provider.updated' && !same(restingOn(data.before), restingOn(data.after))),
  )
}

export async function openThrough({ store }: Deps, { now }: Scene, provider: string): Promise<number> {
  return countSessionsThrough(store, provider, now)
}

/** @param count how many there are, for the log */
export function sessionEndings(deps: Deps, scene: Scene, provider: string, count: number): readonly Write[] {
  const { living, call, now } = scene
  return [
    ...endSessionsThrough(deps.store.build, provider, living.id, now),
    ...activity(deps, {
      type: 'session.ended',
      organization: living.id,
      actor: actorOf(call),
      at: now,
      data: { cause: 'provider', count },
    }),
  ]
}

/** What whoever makes the change is told that it ends. @param after with the change made */
export function endingOf(deps: Deps, scene: Scene, events: readonly Event[], after: Snapshot, count: number) {
  return {
    ended_sessions: endsSessions(events) ? count : 0,
    impossible_invitations: impossibleInvitations(deps, scene, events, after),
  }
}
