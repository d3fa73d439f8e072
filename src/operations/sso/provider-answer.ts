/** A sign-in provider as answers show it: what it is told, what it may say, and what of that has an effect. */
import type { Unparsed } from '../../contract/table.ts'
import type { SignInProvider } from '../../core/index.ts'
import { countSessionsThrough } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { proven, recordFor } from './domains.ts'
import { redirectUri } from './oidc-client.ts'

export type ProviderAnswer = Unparsed<'listOidcProviders'>['items'][number]

export async function providerAnswer(
  deps: Deps,
  scene: Scene,
  provider: SignInProvider,
): Promise<ProviderAnswer> {
  const { id, key, displayName, buttonText, enabled, oidc, loginDomains = [], autoJoin } = provider
  const { snapshot, living, now } = scene
  const known = await proven(deps, living.id)
  const shown = (domain: string) =>
    known.has(domain)
      ? { domain, proven: true }
      : { domain, proven: false, record: recordFor(deps, living.id, domain) }
  return {
    id,
    key,
    display_name: displayName,
    ...(buttonText !== undefined && { button_text: buttonText }),
    enabled,
    ...connectionOf(oidc),
    client_secret_set_at: oidc?.secretSetAt === undefined ? null : instant(oidc.secretSetAt),
    scopes: [...(oidc?.scopes ?? [])],
    login_domains: loginDomains.map(shown),
    auto_join:
      autoJoin === undefined
        ? null
        : { domains: autoJoin.domains.map(shown), role: named(snapshot.roles.get(autoJoin.role ?? '')) },
    group_rules: (provider.groupRules ?? []).flatMap(({ value, group }) => {
      const to = named(snapshot.groups.get(group))
      return to === null ? [] : [{ value, group: to }]
    }),
    redirect_uri: redirectUri(deps),
    sessions: await countSessionsThrough(deps.store, id, now),
  }
}

function connectionOf(oidc: SignInProvider['oidc']) {
  if (oidc === undefined) return {}
  const { emailVerified, ...claims } = oidc.claims
  return {
    issuer: oidc.issuer,
    client_id: oidc.clientId,
    claims: { ...claims, email_verified: emailVerified },
  }
}

function named(thing: { readonly id: string; readonly name: string } | undefined) {
  return thing === undefined ? null : { id: thing.id, name: thing.name }
}
