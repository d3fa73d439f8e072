/** `auth settings set`: local passwords on or off; says which pending invitations that ends. */
import { changeSignInSettings as command } from '../../core/change/change-sign-in-settings.ts'
import { signInSettingsAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { impossibleInvitations } from '../invitations/impossible-invitations.ts'
import { perform } from '../perform.ts'

export function changeSignInSettings(deps: Deps): UseCase<'changeSignInSettings'> {
  return (input, call) =>
    perform(
      deps,
      'changeSignInSettings',
      input,
      call,
      () => ({ command, input: { passwords: input.body.passwords } }),
      (scene, events) => ({
        ...signInSettingsAnswer(scene.snapshot),
        impossible_invitations: impossibleInvitations(deps, scene, events, scene.snapshot),
      }),
      (scene, { events, after }) => ({
        impossible_invitations: impossibleInvitations(deps, scene, events, after),
      }),
    )
}
