/**
 * A single sign-on begins: the browser gets the address at the provider, and a cookie without which nobody can end it.
 * What only the end needs lies sealed beside the hash of `state`.
 */
import { refuse } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { OidcFault } from '../../identity/oidc.ts'
import { derivedKey, seal } from '../../identity/sealed.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { createSsoFlow, openSsoFlows } from '../../store/store.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { isUsable } from './list-sign-in-methods.ts'
import { clientOf, isConnected } from './oidc-client.ts'
import { noteRefusal } from './refusals.ts'

/** Long enough to type a password and a second factor at the provider. */
const LIFETIME = 10 * 60_000
/** Under way at the same time from one address. */
const MOST = 200

export const FLOW_PURPOSE = 'single sign-on'

export function startSingleSignOn(deps: Deps): UseCase<'startSingleSignOn'> {
  return async ({ body }, call) => {
    const { store, secretKey, oidc } = deps
    const { address, now } = call
    const living = await deps.organizations.named(body.organization)
    const provider = living?.snapshot.providers.find(({ key }) => key === body.provider)
    if (living === undefined || provider === undefined || !isUsable(provider) || !isConnected(provider))
      throw noSuch(body.organization, body.provider)
    if ((await openSsoFlows(store, address, now)) >= MOST)
      throw new Refused(refuse('THROTTLED', 'too many sign-ins are under way'), { retryAfter: 60 })
    const hint = body.email === undefined ? undefined : normalEmail(body.email)
    const begun = await oidc.begin(await clientOf(deps, provider), hint).catch((error: unknown) => {
      if (!(error instanceof OidcFault)) throw error
      noteRefusal(deps, { organization: living.id, provider: provider.id }, call, 'provider')
      deps.logger.warn({ provider: provider.id, problem: error.problem, word: error.word }, 'no answer')
      throw unreachable(provider.displayName)
    })
    const { url, state, ...rest } = begun
    const browser = newSecret('flow')
    const stateHash = hashSecret(state)
    const expiresAt = now + LIFETIME
    const { outcome } = await store.write(
      createSsoFlow(store.build, {
        stateHash,
        browserHash: hashSecret(browser),
        organization: living.id,
        provider: provider.id,
        sealed: seal(derivedKey(secretKey, FLOW_PURPOSE), stateHash, JSON.stringify(rest)),
        ...(isPath(body.to) && { returnTo: body.to }),
        address,
        createdAt: now,
        expiresAt,
      }),
    )
    if (outcome !== 'committed') throw notWritten()
    return { answer: { url }, flow: { token: browser, expiresAt }, secret: true }
  }
}

/** The page that goes there looks again: it never leaves this site. */
function isPath(text: string | undefined): text is string {
  return text !== undefined && /^\/(?![/\\])/.test(text)
}

function noSuch(organization: string, provider: string): Refused {
  const detail = `no single sign-on \`${provider}\` for \`${organization}\``
  return new Refused(refuse('NOT_FOUND', detail, { field: '/provider' }))
}

export function unreachable(displayName: string): Refused {
  const detail = `\`${displayName}\` does not answer as it should`
  const next = 'try again in a moment; an admin can look with: compartment sso oidc test'
  return new Refused(refuse('PROVIDER_UNREACHABLE', detail, { next }), { retryAfter: 5 })
}
