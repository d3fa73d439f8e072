/** `sso oidc update`: settings change, and sessions that rest on what changed end. */

import { findProvider, noProvider } from '../../core/change/sign-in-provider.ts'
import { updateProvider as command } from '../../core/change/update-provider.ts'
import type { Snapshot } from '../../core/index.ts'
import { apply } from '../../core/index.ts'
import { forgetProviderSecret, setProviderSecret, type Write } from '../../store/store.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import { enter, type Scene, sceneOf } from '../scene.ts'
import { may } from '../visible.ts'
import { domainsOf, needlessProofs, newProofs, proofWrites } from './domains.ts'
import { endingOf, endsSessions, openThrough, sessionEndings } from './ending-sessions.ts'
import { sealedSecret } from './oidc-client.ts'
import { providerAnswer } from './provider-answer.ts'
import { toUpdate } from './wanted-settings.ts'

export function updateOidcProvider(deps: Deps): UseCase<'updateOidcProvider'> {
  return async (input, call) => {
    const proofs = await proofsFor(deps, input.params.organization, input.body, call)
    let [id, count] = ['', 0]
    return perform(
      deps,
      'updateOidcProvider',
      input,
      call,
      async (scene) => {
        const { snapshot } = scene
        const provider = requireProvider(scene, input.params.provider)
        id = provider.id
        count = await openThrough(deps, scene, id)
        return {
          command,
          input: toUpdate(input, provider, call.now),
          extra: (events): readonly Write[] => [
            ...secretWrites(deps, id, input.body.client_secret),
            ...(endsSessions(events) ? sessionEndings(deps, scene, id, count) : []),
            ...proofWrites(deps, snapshot.organization.id, proofs, call),
            ...needlessProofs(deps, snapshot, apply(snapshot, events)),
          ],
        }
      },
      async (scene, events) => ({
        ...(await providerAnswer(deps, scene, requireProvider(scene, id))),
        ...endingOf(deps, scene, events, scene.snapshot, count),
      }),
      (scene, { events, after }) => endingOf(deps, scene, events, after, count),
    )
  }
}

function secretWrites(deps: Deps, id: string, secret: string | null | undefined): Write[] {
  const { build } = deps.store
  if (secret === undefined) return []
  return secret === null
    ? forgetProviderSecret(build, id)
    : setProviderSecret(build, id, sealedSecret(deps, id, secret))
}

/** @throws Refused NOT_FOUND */
export function requireProvider({ snapshot }: { readonly snapshot: Snapshot }, idOrKey: string) {
  const provider = findProvider(snapshot, idOrKey)
  if (provider === undefined) throw new Refused(noProvider(idOrKey))
  return provider
}

type Domains = { readonly login_domains?: readonly string[]; readonly auto_join_domains?: readonly string[] }

/** Looked for only on behalf of somebody who may change providers. */
async function proofsFor(deps: Deps, organization: string, body: Partial<Domains>, call: Call) {
  const { living, caller } = await enter(deps, organization, call)
  const scene: Scene = sceneOf(living, caller, call)
  if (!may(scene, 'organization.auth.manage')) return []
  const named = [...(body.login_domains ?? []), ...(body.auto_join_domains ?? [])]
  const had = scene.snapshot.providers.flatMap(domainsOf)
  const domains = [...new Set([...named.map((domain) => domain.trim().toLowerCase()), ...had])]
  return newProofs(deps, scene.snapshot.organization, domains.slice(0, 100))
}
