/** Sessions rest on what a provider says: where that changes, they end, and whoever changes it is told how many beforehand. */
import type { Event, SignInProvider } from '../../core/index.ts'
import { countSessionsThrough, endSessionsThrough, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'

/** What a session took from the provider; a new button text leaves it as it is. */
function restingOn({ enabled, groupRules, oidc }: SignInProvider): string {
  return JSON.stringify([enabled, groupRules, oidc?.clientId, oidc?.scopes, oidc?.claims])
}

export function endsSessions(events: readonly Event[]): boolean {
  return events.some(
    ({ type, data }) =>
      type === 'provider.removed' ||
      (type === 'provider.updated' && restingOn(data.before) !== restingOn(data.after)),
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
