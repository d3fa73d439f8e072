/** A provider as the protocol needs it: with its secret, which is unsealed here and nowhere else. */
import { refuse, type SignInProvider } from '../../core/index.ts'
import { type OidcClient, OidcFault } from '../../identity/oidc.ts'
import { derivedKey, seal, unseal } from '../../identity/sealed.ts'
import { providerSecret } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

/** A page of the console, which hands over what it was called with. */
export function redirectUri({ publicUrl }: Pick<Deps, 'publicUrl'>): string {
  return `${publicUrl}/sign-in/callback`
}

export function sealedSecret(
  { secretKey }: Pick<Deps, 'secretKey'>,
  provider: string,
  secret: string,
): string {
  return seal(derivedKey(secretKey, 'provider secret'), provider, secret)
}

export type Connected = SignInProvider & Required<Pick<SignInProvider, 'oidc'>>

export function isConnected(provider: SignInProvider): provider is Connected {
  return provider.oidc !== undefined
}

/** @throws OidcFault where its secret cannot be read: it was sealed under another key */
export async function clientOf(deps: Deps, { id, oidc }: Connected): Promise<OidcClient> {
  const { issuer, clientId, secretSetAt, scopes } = oidc
  return {
    key: [id, clientId, secretSetAt ?? ''].join(' '),
    issuer,
    clientId,
    secret: secretSetAt === undefined ? undefined : await secretOf(deps, id),
    scopes,
    redirectUri: redirectUri(deps),
  }
}

async function secretOf({ store, secretKey }: Deps, provider: string): Promise<string> {
  const sealed = await providerSecret(store, provider)
  const secret = sealed && unseal(derivedKey(secretKey, 'provider secret'), provider, sealed)
  if (secret === undefined || secret === '')
    throw new OidcFault('metadata', 'its client secret cannot be read with this server’s key: set it anew')
  return secret
}

const OUTBOUND: Readonly<Record<string, string>> = {
  scheme: 'its address is not https',
  address: 'it is not on the public internet, and this server connects nowhere else',
  unknown_host: 'there is no such host',
  too_long: 'it did not answer within 10 seconds',
  too_much: 'it answered with more than can be read',
  unreachable: 'no connection could be made, or its certificate is not trusted',
}

/** What went wrong, for whoever may change the provider. */
export function faultWords({ problem, message, word }: OidcFault): string {
  if (problem === 'outbound') return OUTBOUND[word ?? ''] ?? message
  return problem === 'refused' && word !== undefined ? `${message}: ${word}` : message
}

/** The same as a refusal of what was typed. */
export function wrongIssuer(issuer: string, fault: OidcFault): Refused {
  const next =
    fault.word === 'address'
      ? 'whoever runs the server can allow private networks: COMPARTMENT_SSO_PRIVATE_ADDRESSES=yes'
      : 'open ISSUER/.well-known/openid-configuration and compare'
  const detail = `\`${issuer}\` cannot be used: ${faultWords(fault)}`
  return new Refused(refuse('INVALID', detail, { field: '/issuer', next }))
}
