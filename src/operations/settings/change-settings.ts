/** `org settings set`: tier and lifetimes. */
import { changeSettings as command } from '../../core/change/change-settings.ts'
import { settingsAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function changeSettings(deps: Deps): UseCase<'changeSettings'> {
  return (input, call) =>
    perform(
      deps,
      'changeSettings',
      input,
      call,
      () => {
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
        }
      },
      ({ snapshot }) => settingsAnswer(snapshot),
    )
}
