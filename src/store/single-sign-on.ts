/**
 * Side tables of single sign-on: the sealed secret of each provider, sign-ins that are under way, domains that were
 * proven, who was a member once, and the sessions that a provider carries.
 */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { revoke } from './revocations.ts'
import { one, type Write } from './statement.ts'

export async function providerSecret(store: Store, provider: string): Promise<string | undefined> {
  const query = store.build.from.selectFrom('provider_secrets').select('sealed')
  return (await store.first(query.where('provider', '=', provider)))?.sealed
}

export function setProviderSecret(build: Builder, provider: string, sealed: string): Write[] {
  return [build.put('provider_secrets', ['provider'], { provider, sealed })]
}

export function forgetProviderSecret(build: Builder, provider: string): Write[] {
  return [build.remove('provider_secrets', { provider })]
}

/** Its secret and the identities that it linked: subjects mean nothing without it. */
export function forgetProvider(build: Builder, provider: string): Write[] {
  return [...forgetProviderSecret(build, provider), build.remove('identities', { provider })]
}

/** Those of one account at an organization's providers, when its membership ends. */
export function unlinkAccount(build: Builder, account: string, providers: readonly string[]): Write[] {
  return providers.map((provider) => build.remove('identities', { provider, account }))
}

/** A sign-in that began in a browser and has not come back yet. */
export type SsoFlow = {
  /** SHA-256 of `state`, hexadecimal. */
  readonly stateHash: string
  /** SHA-256 of what the browser's cookie holds. */
  readonly browserHash: string
  readonly organization: string
  readonly provider: string
  /** What only the end of it needs, sealed: verifier and nonce. */
  readonly sealed: string
  readonly returnTo?: string
  readonly address: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt?: number
}

export function createSsoFlow(build: Builder, flow: SsoFlow): Write[] {
  return [
    build.insert('sso_flows', {
      state_hash: flow.stateHash,
      browser_hash: flow.browserHash,
      organization: flow.organization,
      provider: flow.provider,
      sealed: flow.sealed,
      return_to: flow.returnTo ?? null,
      address: flow.address,
      created_at: flow.createdAt,
      expires_at: flow.expiresAt,
      used_at: null,
    }),
  ]
}

export async function ssoFlow(store: Store, stateHash: string): Promise<SsoFlow | undefined> {
  const query = store.build.from.selectFrom('sso_flows').selectAll()
  const row = await store.first(query.where('state_hash', '=', stateHash))
  return (
    row && {
      stateHash: row.state_hash,
      browserHash: row.browser_hash,
      organization: row.organization,
      provider: row.provider,
      sealed: row.sealed,
      ...(row.return_to !== null && { returnTo: row.return_to }),
      address: row.address,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      ...(row.used_at !== null && { usedAt: row.used_at }),
    }
  )
}

/** Once; of two that come at the same time, the second is a `conflict` on `sso_flows.used_at`. */
export function useSsoFlow(build: Builder, stateHash: string, at: number): Write[] {
  const update = build.from.updateTable('sso_flows').set({ used_at: at })
  return [
    one(
      update.where('state_hash', '=', stateHash).where('used_at', 'is', null).compile(),
      'sso_flows.used_at',
    ),
  ]
}

/** How many sign-ins from an address are under way. */
export async function openSsoFlows(store: Store, address: string, now: number): Promise<number> {
  const row = await store.first(
    store.build.from
      .selectFrom('sso_flows')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('address', '=', address)
      .where('expires_at', '>', now)
      .where('used_at', 'is', null),
  )
  return Number(row?.count ?? 0)
}

export function forgetSsoFlows(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('sso_flows').where('expires_at', '<', before).compile()]
}

/** `by`: `dns`, or `operator` where the server's settings vouch for it. */
export type ProvenDomain = { readonly domain: string; readonly by: string; readonly at: number }

export async function provenDomains(store: Store, organization: string): Promise<readonly ProvenDomain[]> {
  const query = store.build.from.selectFrom('proven_domains').select(['domain', 'by', 'at'])
  return store.rows(query.where('organization', '=', organization).orderBy('domain'))
}

/** Ids of the organizations that proved a domain. */
export async function organizationsOfDomain(store: Store, domain: string): Promise<string[]> {
  const query = store.build.from.selectFrom('proven_domains').select('organization')
  const rows = await store.rows(query.where('domain', '=', domain).orderBy('organization'))
  return rows.map(({ organization }) => organization)
}

export function proveDomain(build: Builder, organization: string, { domain, by, at }: ProvenDomain): Write[] {
  return [build.put('proven_domains', ['domain', 'organization'], { domain, organization, by, at })]
}

export function forgetDomain(build: Builder, organization: string, domain: string): Write[] {
  return [build.remove('proven_domains', { domain, organization })]
}

/** Whether the account was a member of the organization once and is not now. */
export async function hasLeft(store: Store, organization: string, account: string): Promise<boolean> {
  const query = store.build.from.selectFrom('departures').select('at')
  const row = await store.first(query.where('organization', '=', organization).where('account', '=', account))
  return row !== undefined
}

/** Sessions in force that began with a sign-in through the provider, those of programs that such a one agreed to too. */
export async function countSessionsThrough(store: Store, provider: string, now: number): Promise<number> {
  const row = await store.first(
    store.build.from
      .selectFrom('sessions')
      .innerJoin('accounts', (join) =>
        join.onRef('accounts.id', '=', 'sessions.account').onRef('accounts.epoch', '=', 'sessions.epoch'),
      )
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('sessions.provider', '=', provider)
      .where('sessions.revoked_at', 'is', null)
      .where('sessions.idle_expires_at', '>', now)
      .where('sessions.absolute_expires_at', '>', now),
  )
  return Number(row?.count ?? 0)
}

/** Ends them; replicas forget every session of the organization and read it anew. */
export function endSessionsThrough(
  build: Builder,
  provider: string,
  organization: string,
  at: number,
): Write[] {
  const update = build.from.updateTable('sessions').set({ revoked_at: at })
  return [
    update.where('provider', '=', provider).where('revoked_at', 'is', null).compile(),
    ...revoke(build, 'organization', organization, at),
  ]
}
