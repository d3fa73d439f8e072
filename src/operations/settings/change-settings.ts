/** `org settings set`: tier and lifetimes. */
import { changeSettings as command } from '../../core/change/change-settings.ts'
import type { Event, Settings } from '../../core/index.ts'
import { shortenSessions, type Write } from '../../store/store.ts'
import { settingsAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { lifetimesOf, type Scene } from '../scene.ts'

export function changeSettings(deps: Deps): UseCase<'changeSettings'> {
  return (input, call) =>
    perform(
      deps,
      'changeSettings',
      input,
      call,
      (scene) => {
        const { tier, invitation_lifetime, session_idle_lifetime, session_absolute_lifetime } = input.body
        return {
          command,
          input: {
            ...(tier !== undefined && { tier }),
            ...(invitation_lifetime !== undefined && { invitationLifetime: invitation_lifetime }),
            ...(session_idle_lifetime !== undefined && { sessionIdleLifetime: session_idle_lifetime }),
            ...(session_absolute_lifetime !== undefined && {
              sessionAbsoluteLifetime: session_absolute_lifetime,
            }),
          },
          extra: (events) => shortened(deps, scene, events),
        }
      },
      ({ snapshot }) => settingsAnswer(snapshot),
    )
}

/** Shorter lifetimes hold for sessions that are there already; longer ones for those to come. */
async function shortened(
  { store, sessions }: Deps,
  { living, now }: Scene,
  events: readonly Event[],
): Promise<readonly Write[]> {
  const change = events.find((event) => event.type === 'organization.settings.changed')
  if (change === undefined || !isShorter(change.data.before, change.data.after)) return []
  await sessions.flush()
  return shortenSessions(store.build, { organization: living.id }, lifetimesOf(change.data.after), now)
}

function isShorter(before: Settings, after: Settings): boolean {
  return (
    after.sessionIdleLifetime < before.sessionIdleLifetime ||
    after.sessionAbsoluteLifetime < before.sessionAbsoluteLifetime
  )
}
