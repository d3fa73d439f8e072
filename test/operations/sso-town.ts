/** A town whose first organization has a sign-in provider, and people who sign in through it. */
import { expect } from 'vitest'
import type { Call, Caller } from '../../src/operations/call.ts'
import type { Supplies } from '../../src/operations/deps.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { CraftyProvider, type Said } from '../support/crafty-provider.ts'
import { Town } from '../support/town.ts'

export type SsoTown = Town & {
  readonly ada: Caller
  readonly service: Caller
  readonly provider: CraftyProvider
}

export const SECRET = 'a secret that only the two of them know'

type More = { readonly options?: StoreOptions; readonly supplies?: Partial<Supplies> }

/** Somebody of `acme.test` with a verified address. */
export function says(claims: Record<string, unknown> = {}): Said {
  return { claims: { email: 'sam@acme.test', email_verified: true, ...claims } }
}

/** @param settings of the provider `corp`; `false`: there is none */
export async function ssoTown(
  settings: Record<string, unknown> | false = {},
  { options, supplies }: More = {},
): Promise<SsoTown & AsyncDisposable> {
  const town = await Town.withAcme(options, {
    publicUrl: 'http://127.0.0.1:4100',
    sso: { privateAddresses: false, domains: ['acme:acme.test'] },
    ...supplies,
  })
  const provider = await CraftyProvider.open(() => town.now)
  const closeTown = town[Symbol.asyncDispose].bind(town)
  const whole = Object.assign(town, {
    provider,
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]()
      await closeTown()
    },
  })
  if (settings !== false) await addProvider(whole, settings)
  return whole
}

export async function addProvider(
  town: SsoTown,
  settings: Record<string, unknown> = {},
  by: Caller = town.ada,
  organization = 'acme',
) {
  const body = {
    key: 'corp',
    display_name: 'Corp',
    issuer: town.provider.issuer,
    client_id: 'compartment',
    client_secret: SECRET,
    ...settings,
  }
  return town.ask(by, 'addOidcProvider', { params: { organization }, body })
}

type Begun = { readonly url: string; readonly flow: string }

/** In a browser that keeps the cookie. */
export async function begin(
  town: Town,
  organization = 'acme',
  body: Record<string, unknown> = {},
): Promise<Begun> {
  const { answer, flow } = await town.result(undefined, 'startSingleSignOn', {
    body: { organization, provider: 'corp', ...body },
  })
  return { url: answer.url, flow: flow!.token }
}

/** The browser comes back with a query. */
export function complete(town: Town, response: string, flow: string | undefined, more: Partial<Call> = {}) {
  return town.result(
    undefined,
    'completeSingleSignOn',
    { body: { response } },
    { ...(flow !== undefined && { flow }), ...more },
  )
}

/** The whole way. @returns who is signed in then */
export async function signsIn(town: SsoTown, said: Said = says()): Promise<Caller> {
  const { url, flow } = await begin(town)
  const { session } = await complete(town, town.provider.comesBack(url, said), flow)
  const caller = await town.caller(session!.token)
  expect(caller?.method).toBe('sso')
  return caller!
}

/** The code of the refusal with which the whole way ends. */
export async function refusedAs(town: SsoTown, said: Said): Promise<string> {
  const { url, flow } = await begin(town)
  return town.code(complete(town, town.provider.comesBack(url, said), flow))
}
