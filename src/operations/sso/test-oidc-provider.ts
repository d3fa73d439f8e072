/** `sso oidc test`: what can be seen of a provider from here, without anybody signing in. It changes no settings. */
import type { Unparsed } from '../../contract/table.ts'
import { OidcFault } from '../../identity/oidc.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { domainsOf, newProofs, proofWrites, proven, recordFor } from './domains.ts'
import { type Connected, clientOf, faultWords, isConnected } from './oidc-client.ts'
import { requireProvider } from './update-oidc-provider.ts'

type Check = Unparsed<'testOidcProvider'>['checks'][number]

export function testOidcProvider(deps: Deps): UseCase<'testOidcProvider'> {
  return (input, call) =>
    ask(deps, 'testOidcProvider', input, call, async (scene) => {
      const provider = requireProvider(scene, input.params.provider)
      const checks = [
        ...(isConnected(provider) ? await connectionChecks(deps, provider) : [NOT_CONNECTED]),
        ...(await domainChecks(deps, scene, domainsOf(provider))),
      ]
      return {
        ok: checks.every(({ status }) => status !== 'failed'),
        checks,
        sign_in_url: `${deps.publicUrl}/sign-in?organization=${scene.living.name}`,
      }
    })
}

const NOT_CONNECTED: Check = {
  check: 'connected',
  status: 'failed',
  text: 'nothing connects it: remove it, and add it with its issuer',
}

async function connectionChecks(deps: Deps, provider: Connected): Promise<Check[]> {
  try {
    const { authorizationEndpoint, keys, pkce } = await deps.oidc.inspect(await clientOf(deps, provider))
    return [
      { check: 'metadata', status: 'ok', text: `people sign in at ${authorizationEndpoint}` },
      { check: 'keys', status: 'ok', text: `${keys} signing ${keys === 1 ? 'key' : 'keys'}` },
      pkce
        ? { check: 'pkce', status: 'ok', text: 'it checks PKCE' }
        : {
            check: 'pkce',
            status: 'note',
            text: 'it does not say that it checks PKCE; it is used all the same',
          },
    ]
  } catch (error) {
    if (!(error instanceof OidcFault)) throw error
    return [{ check: 'metadata', status: 'failed', text: faultWords(error) }]
  }
}

/** What is found is kept: from here on the domain has its effect. */
async function domainChecks(deps: Deps, scene: Scene, domains: readonly string[]): Promise<Check[]> {
  const { organization } = scene.snapshot
  const found = await newProofs(deps, organization, domains)
  if (found.length > 0) await deps.store.write(proofWrites(deps, organization.id, found, scene.call))
  const known = await proven(deps, organization.id)
  return domains.map((domain) => {
    if (known.has(domain)) return { check: 'domain', status: 'ok', text: `${domain} is proven` }
    const { name, value } = recordFor(deps, organization.id, domain)
    const text = `${domain} is not proven and has no effect: put TXT ${name} "${value}" into its DNS`
    return { check: 'domain', status: 'failed', text }
  })
}
