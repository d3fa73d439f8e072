/** `sso oidc list`. */
import type { SignInProvider } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { providerAnswer } from './provider-answer.ts'

export function listOidcProviders(deps: Deps): UseCase<'listOidcProviders'> {
  return (input, call) =>
    ask(deps, 'listOidcProviders', input, call, async (scene) => {
      const { items, next_cursor } = pageOf<SignInProvider>(deps, input.query, {
        operation: 'listOidcProviders',
        organization: scene.living.id,
        items: scene.snapshot.providers,
        key: ({ id }) => id,
        sorts: { key: ({ key }) => key, display_name: ({ displayName }) => displayName },
        usually: 'key',
        text: ({ id, key, displayName, oidc }) => [id, key, displayName, oidc?.issuer ?? ''],
      })
      const shown = await Promise.all(items.map((provider) => providerAnswer(deps, scene, provider)))
      return { items: shown, next_cursor }
    })
}
