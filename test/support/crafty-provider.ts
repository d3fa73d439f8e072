/**
 * A sign-in provider that says whatever a test wants, signed with whatever key: what no honest one would send. It checks
 * what honest ones check, the verifier of PKCE among it.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
type Claims = Record<string, unknown>

/** What is said of one sign-in. */
export type Said = {
  readonly claims?: Claims
  /** In place of the provider's own way to sign. @returns the whole ID token */
  readonly sign?: (claims: Claims, own: Keys) => Promise<string>
  /** Claims that only the userinfo endpoint tells. */
  readonly userinfo?: Claims
  /** Seconds since the epoch; the clock's where it is not given. */
  readonly at?: number
}

type Issued = Said & { readonly challenge: string; readonly nonce: string }

export class CraftyProvider implements AsyncDisposable {
  readonly keys: Keys
  readonly #server: Server
  readonly #codes = new Map<string, Issued>()
  readonly #tokens = new Map<string, Claims>()
  readonly #now: () => number
  /** Paths that were asked for. */
  readonly asked: string[] = []
  /** What it says of itself beside the usual. */
  metadata: Claims = {}
  /** In place of every answer. */
  instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined

  private constructor(keys: Keys, now: () => number) {
    this.keys = keys
    this.#now = now
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error))
      })
    })
  }

  /** @param now epoch milliseconds */
  static async open(now: () => number = Date.now): Promise<CraftyProvider> {
    const provider = new CraftyProvider(await generateKeyPair('RS256', { extractable: true }), now)
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve))
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Somebody signs in there. @param url where they were sent. @returns the query with which they come back */
  comesBack(url: string, said: Said): string {
    const { searchParams } = new URL(url)
    const code = `code-${this.#codes.size}`
    this.#codes.set(code, {
      ...said,
      challenge: searchParams.get('code_challenge') ?? '',
      nonce: searchParams.get('nonce') ?? '',
    })
    return `?${new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString()}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    this.asked.push(path)
    if (this.instead !== undefined) return this.instead(request, response)
    const send = (body: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    switch (path) {
      case '/.well-known/openid-configuration':
        return send(this.#metadata())
      case '/keys':
        return send({
          keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }],
        })
      case '/token':
        return this.#token(new URLSearchParams(await textOf(request)), send)
      case '/me':
        return send(this.#tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, '')) ?? {})
      default:
        return send({}, 404)
    }
  }

  #metadata(): Claims {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/me`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      ...this.metadata,
    }
  }

  async #token(form: URLSearchParams, send: (body: unknown, status?: number) => void): Promise<void> {
    const code = form.get('code') ?? ''
    const issued = this.#codes.get(code)
    this.#codes.delete(code)
    const verifier = form.get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    if (issued === undefined || challenge !== issued.challenge) return send({ error: 'invalid_grant' }, 400)
    const at = issued.at ?? Math.floor(this.#now() / 1000)
    const usual = { iss: this.issuer, aud: 'compartment', iat: at, exp: at + 300, nonce: issued.nonce }
    const claims = { ...usual, sub: 'somebody', ...issued.claims }
    const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
    const token = `access-${code}`
    this.#tokens.set(token, { sub: claims.sub, ...issued.userinfo })
    send({
      access_token: token,
      token_type: 'Bearer',
      id_token: await (issued.sign ?? signed)(given, this.keys),
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

async function signed(claims: Claims, keys: Keys): Promise<string> {
  return signedWith(claims, keys.privateKey, { alg: 'RS256', kid: 'one' })
}

export async function signedWith(
  claims: Claims,
  key: Parameters<SignJWT['sign']>[0],
  header: JWTHeaderParameters,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header).sign(key)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text
}
