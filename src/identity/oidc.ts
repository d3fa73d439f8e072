/**
 * OpenID Connect as this install speaks it: authorization code with PKCE, state and nonce; ID tokens count only with a
 * signature of the issuer's own keys, for this client, in time. What a provider says is never more than what it signed.
 */
import * as oidc from 'openid-client'
import { guardedFetch, OutboundFault, type OutboundRules, urlProblem } from './guarded-fetch.ts'

export type OidcClient = {
  /** What its metadata is remembered under. */
  readonly key: string
  readonly issuer: string
  readonly clientId: string
  readonly secret?: string | undefined
  readonly scopes: readonly string[]
  readonly redirectUri: string
}

/** What has to be remembered between the two halves of a sign-in. */
export type OidcFlow = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** `refused`: the provider says no, in `error`. `answer`: what came back is not what was asked for. */
export type OidcProblem = 'outbound' | 'metadata' | 'refused' | 'answer'

export class OidcFault extends Error {
  readonly problem: OidcProblem
  /** OAuth's short word for it (`access_denied`), or what kept a request from being made. */
  readonly word: string | undefined

  constructor(problem: OidcProblem, message: string, word?: string) {
    super(message)
    this.name = 'OidcFault'
    this.problem = problem
    this.word = word
  }
}

const REMEMBERED = 10 * 60_000
const MOST = 500

type Known = { readonly config: oidc.Configuration; readonly until: number }

export class OidcClients {
  readonly #rules: OutboundRules
  readonly #clock: () => number
  readonly #known = new Map<string, Known>()

  constructor(rules: OutboundRules, clock: () => number) {
    this.#rules = rules
    this.#clock = clock
  }

  /** Asks the issuer anew, and its keys. @throws OidcFault */
  async inspect(client: OidcClient): Promise<Inspected> {
    const metadata = (await this.#discover(client)).serverMetadata()
    const { jwks_uri: keys, code_challenge_methods_supported: methods = [] } = metadata
    const answer = await this.#fetch(keys!, { headers: { accept: 'application/json' } }).catch(
      (error: unknown) => {
        throw faultOf(error)
      },
    )
    const listed: unknown = await answer.json().catch(() => undefined)
    const count = (listed as { keys?: unknown[] } | undefined)?.keys?.length ?? 0
    if (answer.status !== 200 || count === 0) throw new OidcFault('metadata', 'it publishes no signing keys')
    return {
      authorizationEndpoint: metadata.authorization_endpoint!,
      keys: count,
      pkce: methods.includes('S256'),
    }
  }

  /** @param hint the address that the person typed @throws OidcFault */
  async begin(client: OidcClient, hint?: string): Promise<OidcFlow & { readonly url: string }> {
    const config = await this.#configuration(client)
    const flow = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    }
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: client.redirectUri,
      scope: ['openid', ...client.scopes].join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      ...(hint !== undefined && { login_hint: hint }),
    })
    return { ...flow, url: url.href }
  }

  /**
   * @param query as it came back to the redirect URI
   * @param wanted names of claims; where the ID token leaves one out, the provider is asked for the rest
   * @returns what the provider says of the person. @throws OidcFault
   */
  async finish(
    client: OidcClient,
    query: string,
    flow: OidcFlow,
    wanted: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>> {
    const config = await this.#configuration(client)
    const back = new URL(`${client.redirectUri}?${query.replace(/^\?/, '')}`)
    try {
      const tokens = await oidc.authorizationCodeGrant(config, back, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new OidcFault('answer', 'there is no ID token')
      // OpenID Connect Core 3.1.3.7: a token that was made for somebody else is not for us, whatever its audience says.
      if (claims['azp'] !== undefined && claims['azp'] !== client.clientId)
        throw new OidcFault('answer', 'the ID token was made for another client')
      const isWhole = wanted.every((name) => name.startsWith('/') || Object.hasOwn(claims, name))
      if (isWhole || config.serverMetadata().userinfo_endpoint === undefined) return claims
      const more = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
      return { ...more, ...claims }
    } catch (error) {
      throw faultOf(error)
    }
  }

  async #configuration(client: OidcClient): Promise<oidc.Configuration> {
    const known = this.#known.get(client.key)
    const now = this.#clock()
    if (known !== undefined && now < known.until) return known.config
    const config = await this.#discover(client)
    this.#known.delete(client.key)
    this.#known.set(client.key, { config, until: now + REMEMBERED })
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!)
    return config
  }

  async #discover({ issuer, clientId, secret }: OidcClient): Promise<oidc.Configuration> {
    const fetch = this.#fetch.bind(this)
    const metadata = await this.#metadata(issuer, clientId, fetch)
    const skew = Math.round((this.#clock() - Date.now()) / 1000)
    const config = new oidc.Configuration(
      metadata,
      clientId,
      { [oidc.clockSkew]: Math.abs(skew) < 2 ? 0 : skew },
      authentication(secret, metadata.token_endpoint_auth_methods_supported),
    )
    config[oidc.customFetch] = fetch
    if (this.#rules.loopback) oidc.allowInsecureRequests(config)
    oidc.enableNonRepudiationChecks(config)
    return config
  }

  async #metadata(issuer: string, clientId: string, fetch: oidc.CustomFetch): Promise<oidc.ServerMetadata> {
    let metadata: oidc.ServerMetadata
    try {
      const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
        [oidc.customFetch]: fetch,
        execute: this.#rules.loopback ? [oidc.allowInsecureRequests] : [],
      })
      metadata = found.serverMetadata()
    } catch (error) {
      const fault = faultOf(error)
      throw fault.problem === 'outbound' ? fault : new OidcFault('metadata', fault.message)
    }
    if (metadata.issuer !== issuer)
      throw new OidcFault('metadata', `it calls itself ${metadata.issuer}: write it exactly so`)
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
      const address = metadata[name]
      if (address === undefined || !URL.canParse(address))
        throw new OidcFault('metadata', `its metadata has no ${name}`)
      if (urlProblem(new URL(address), this.#rules) !== undefined)
        throw new OidcFault('metadata', `its ${name} is not safe: it is not https`)
    }
    return metadata
  }

  #fetch(url: string, options: Parameters<typeof guardedFetch>[2]): Promise<Response> {
    return guardedFetch(this.#rules, url, options)
  }
}

export type Inspected = {
  readonly authorizationEndpoint: string
  /** How many it publishes. */
  readonly keys: number
  /** Whether it says that it checks PKCE; we send it in any case. */
  readonly pkce: boolean
}

function authentication(secret: string | undefined, methods: readonly string[] | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None()
  const posts = methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic')
  return posts ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret)
}

const WORD = /^[a-z_]{1,40}$/

function faultOf(error: unknown): OidcFault {
  if (error instanceof OidcFault) return error
  const outbound = causes(error).find((one) => one instanceof OutboundFault)
  if (outbound !== undefined)
    return new OidcFault('outbound', 'the provider could not be asked', outbound.problem)
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const word = WORD.test(error.error) ? error.error : undefined
    return new OidcFault('refused', 'the provider refused', word)
  }
  return new OidcFault('answer', error instanceof Error ? error.message : 'unreadable')
}

/** What led to it, itself first. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [error]
  for (let last = error; last instanceof Error && found.length < 8; ) {
    last = last.cause
    found.push(last)
  }
  return found
}
