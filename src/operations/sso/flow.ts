/**
 * The second half of a single sign-on belongs to its first: to the browser whose cookie it is, once, and in time. It is
 * used up before the provider is asked, so that of two answers with one `state` only the first is looked at.
 */
import type { OidcFlow } from '../../identity/oidc.ts'
import { derivedKey, unseal } from '../../identity/sealed.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import { type SsoFlow, ssoFlow, useSsoFlow } from '../../store/store.ts'
import type { Call } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { notCompleted } from './refusals.ts'
import { FLOW_PURPOSE } from './start-single-sign-on.ts'

export type TakenFlow = SsoFlow & { readonly secrets: OidcFlow }

/** @param response the query that came back. @throws Refused SIGN_IN_NOT_COMPLETED */
export async function takeFlow(deps: Deps, response: string, call: Call): Promise<TakenFlow> {
  const { store } = deps
  const [state, second] = new URLSearchParams(response).getAll('state')
  if (state === undefined || second !== undefined) throw notCompleted('it does not say which one it is')
  const stateHash = hashSecret(state)
  const flow = await ssoFlow(store, stateHash)
  const own = call.flow !== undefined && isSecret('flow', call.flow) && hashSecret(call.flow)
  if (flow === undefined || flow.browserHash !== own) throw notCompleted('it did not begin in this browser')
  if (flow.expiresAt <= call.now) throw notCompleted('it took too long')
  const { outcome } = await store.write(useSsoFlow(store.build, stateHash, call.now))
  if (outcome === 'conflict') throw notCompleted('it was used already')
  if (outcome !== 'committed') throw notWritten()
  const text = unseal(derivedKey(deps.secretKey, FLOW_PURPOSE), stateHash, flow.sealed)
  if (text === undefined) throw notCompleted('this server cannot read what it kept of it')
  const { nonce, verifier } = JSON.parse(text) as Omit<OidcFlow, 'state'>
  return { ...flow, secrets: { state, nonce, verifier } }
}
