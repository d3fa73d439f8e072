/** `auth settings get`. */
import { signInSettingsAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'

export function showSignInSettings(deps: Deps): UseCase<'showSignInSettings'> {
  return (input, call) =>
    ask(deps, 'showSignInSettings', input, call, ({ snapshot }) => signInSettingsAnswer(snapshot))
}
