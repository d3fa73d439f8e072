/**
 * A real OpenID provider on a port of its own: a certified implementation, with people who type their name on its page.
 * What it says of them is what the test has put down.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { type Context, Provider } from 'oidc-provider'

export type Person = Readonly<Record<string, unknown>>

export class HonestProvider implements AsyncDisposable {
  readonly issuer: string
  readonly clientSecret: string
  /** By what they type on its page; it is their subject. */
  readonly people = new Map<string, Person>()
  readonly #server: Server

  private constructor(server: Server, issuer: string, clientSecret: string) {
    this.#server = server
    this.issuer = issuer
    this.clientSecret = clientSecret
  }

  /** @param redirectUri of the one client that it knows, `compartment` */
  static async open(redirectUri: string): Promise<HonestProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const honest = new HonestProvider(server, issuer, randomBytes(24).toString('base64url'))
    const provider = await honest.#provider(redirectUri)
    const rest = provider.callback()
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const answered =
        request.url?.startsWith('/interaction/') === true
          ? interact(provider, request, response)
          : rest(request, response)
      answered.catch((error: unknown) => response.writeHead(500).end(String(error)))
    })
    return honest
  }

  async #provider(redirectUri: string): Promise<Provider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: 'compartment', client_secret: this.clientSecret, redirect_uris: [redirectUri] }],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
      cookies: { keys: [this.clientSecret] },
      scopes: ['openid', 'email', 'profile', 'groups'],
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name', 'preferred_username'],
        groups: ['groups'],
      },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: {
        url: (_: Context, { uid }: { readonly uid: string }) => `/interaction/${uid}`,
      },
      findAccount: (_: Context, sub: string) =>
        this.people.has(sub)
          ? { accountId: sub, claims: () => ({ sub, ...this.people.get(sub) }) }
          : undefined,
      loadExistingGrant: async ({ oidc: { client, session } }: Context) => {
        const { clientId } = client
        const grant = new provider.Grant({ clientId, accountId: session.accountId })
        grant.addOIDCScope('openid email profile groups')
        await grant.save()
        return grant
      },
      ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
    })
    return provider
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

const FORM = `<!doctype html><html lang="en"><title>Test provider</title><link rel="icon" href="data:,"><form method="post">
<label>Who are you? <input name="login" autofocus></label><button>Sign in there</button></form></html>`

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST')
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(FORM)
  let text = ''
  for await (const piece of request) text += String(piece)
  const accountId = new URLSearchParams(text).get('login') ?? ''
  const result = { login: { accountId } }
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}
