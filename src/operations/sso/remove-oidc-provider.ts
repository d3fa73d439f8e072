/** `sso oidc remove`: the provider goes, with its secret, its identities, its seats and its sessions, in one change. */
import { removeProvider as command } from '../../core/change/remove-provider.ts'
import { apply } from '../../core/index.ts'
import { forgetProvider } from '../../store/store.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { needlessProofs } from './domains.ts'
import { endingOf, openThrough, sessionEndings } from './ending-sessions.ts'
import { requireProvider } from './update-oidc-provider.ts'

export function removeOidcProvider(deps: Deps): UseCase<'removeOidcProvider'> {
  return (input, call) => {
    let count = 0
    return perform(
      deps,
      'removeOidcProvider',
      input,
      call,
      async (scene) => {
        const { id } = requireProvider(scene, input.params.provider)
        count = await openThrough(deps, scene, id)
        return {
          command,
          input: { provider: id },
          extra: (events) => [
            ...forgetProvider(deps.store.build, id),
            ...sessionEndings(deps, scene, id, count),
            ...needlessProofs(deps, scene.snapshot, apply(scene.snapshot, events)),
          ],
        }
      },
      (scene, events) => endingOf(deps, scene, events, scene.snapshot, count),
      (scene, { events, after }) => endingOf(deps, scene, events, after, count),
    )
  }
}
