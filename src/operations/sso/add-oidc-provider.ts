/**
 * `sso oidc add`. The issuer is asked while nothing waits for it, and only for somebody who may add it; then the provider
 * is added and its secret sealed, in one change.
 */
import { OPERATIONS } from '../../contract/table.ts'
import { addProvider as command } from '../../core/change/add-provider.ts'
import { isRefusal, propose } from '../../core/index.ts'
import { OidcFault } from '../../identity/oidc.ts'
import { setProviderSecret } from '../../store/store.ts'
import { authorize } from '../authorize.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { contextOf, perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { enter, sceneOf } from '../scene.ts'
import { domainsOf, newProofs, proofWrites } from './domains.ts'
import { redirectUri, sealedSecret, wrongIssuer } from './oidc-client.ts'
import { providerAnswer } from './provider-answer.ts'
import { toAdd } from './wanted-settings.ts'

export function addOidcProvider(deps: Deps): UseCase<'addOidcProvider'> {
  return async (input, call) => {
    const id = deps.newId('sso')
    const wanted = toAdd(input, id, call.now)
    const secret = input.body.client_secret ?? undefined
    const { living, caller } = await enter(deps, input.params.organization, call)
    const before = sceneOf(living, caller, call)
    authorize(before, OPERATIONS.addOidcProvider, input)
    const early = propose(before.snapshot, command, wanted, contextOf(deps, caller, call.now), {
      dryRun: true,
    })
    if (isRefusal(early)) throw new Refused(early)
    const { provider } = changed(early.events, 'provider.added')
    const { issuer, clientId, scopes } = wanted.oidc
    try {
      await deps.oidc.inspect({ key: id, issuer, clientId, secret, scopes, redirectUri: redirectUri(deps) })
    } catch (error) {
      throw error instanceof OidcFault ? wrongIssuer(issuer, error) : error
    }
    const proofs = await newProofs(deps, before.snapshot.organization, domainsOf(provider))
    return perform(
      deps,
      'addOidcProvider',
      input,
      call,
      () => ({
        command,
        input: wanted,
        extra: () => [
          ...(secret === undefined
            ? []
            : setProviderSecret(deps.store.build, id, sealedSecret(deps, id, secret))),
          ...proofWrites(deps, living.id, proofs, call),
        ],
      }),
      (scene, events) => providerAnswer(deps, scene, changed(events, 'provider.added').provider),
    )
  }
}
