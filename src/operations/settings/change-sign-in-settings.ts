/** `auth settings set`: local passwords on or off. */
import { changeSignInSettings as command } from '../../core/change/change-sign-in-settings.ts'
import { signInSettingsAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function changeSignInSettings(deps: Deps): UseCase<'changeSignInSettings'> {
  return (input, call) =>
    perform(
      deps,
      'changeSignInSettings',
      input,
      call,
      () => ({ command, input: { passwords: input.body.passwords } }),
      ({ snapshot }) => signInSettingsAnswer(snapshot),
    )
}
