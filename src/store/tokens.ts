/** Tokens for programs: personal and service tokens, found by their hash. */
import type { Builder } from './builder.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Store } from './open.ts'
import { revoke } from './revocations.ts'
import { one, type Write } from './statement.ts'
import type { TokenRow } from './tables.ts'

/** A role at a scope, both by id. */
export type TokenGrant = { readonly role: string; readonly scope: string }

export type Token = {
  readonly id: string
  /** The first characters, by which people tell their tokens apart. */
  readonly prefix: string
  /** SHA-256 of the whole token, hexadecimal. */
  readonly tokenHash: string
  readonly kind: 'personal' | 'service'
  /** The owner of a personal token; a service token's own automation account. */
  readonly account: string
  readonly organization: string
  readonly name: string
  readonly grants: readonly TokenGrant[]
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly lastUsedAt?: number
  readonly revokedAt?: number
}

/** Expired and revoked ones are found too: what is in force is for the caller to say. */
export async function tokenByHash(store: Store, tokenHash: string): Promise<Token | undefined> {
  const query = store.build.from.selectFrom('tokens').selectAll().where('token_hash', '=', tokenHash)
  const row = await store.first(query)
  return row && tokenOf(row)
}

/** An account's tokens, in one organization or in all, latest first. */
export async function tokensOf(store: Store, account: string, organization?: string): Promise<Token[]> {
  const query = store.build.from.selectFrom('tokens').selectAll().where('account', '=', account)
  const here = organization === undefined ? query : query.where('organization', '=', organization)
  return (await store.rows(here.orderBy('created_at', 'desc').orderBy('id'))).map(tokenOf)
}

/** Whatever its state. */
export async function tokenById(store: Store, id: string): Promise<Token | undefined> {
  const row = await store.first(store.build.from.selectFrom('tokens').selectAll().where('id', '=', id))
  return row && tokenOf(row)
}

/** An organization's tokens that were not revoked, latest first; some may have expired. */
export async function tokensIn(store: Store, organization: string): Promise<Token[]> {
  const query = store.build.from.selectFrom('tokens').selectAll().where('organization', '=', organization)
  const rows = await store.rows(
    query.where('revoked_at', 'is', null).orderBy('created_at', 'desc').orderBy('id'),
  )
  return rows.map(tokenOf)
}

export function createToken(build: Builder, token: Token): Write[] {
  return [
    build.insert('tokens', {
      id: token.id,
      prefix: token.prefix,
      token_hash: token.tokenHash,
      kind: token.kind,
      account: token.account,
      organization: token.organization,
      name: token.name,
      grants: canonicalJson(token.grants),
      created_by: token.createdBy,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      last_used_at: token.lastUsedAt ?? null,
      revoked_at: token.revokedAt ?? null,
    }),
  ]
}

/** A batch of last uses; tokens that are gone are passed over. */
export function touchTokens(build: Builder, uses: readonly { id: string; lastUsedAt: number }[]): Write[] {
  return uses.map(({ id, lastUsedAt }) => build.update('tokens', { id }, { last_used_at: lastUsedAt }))
}

/** A token that was revoked before, or never was, is a `conflict` on `tokens.revoked`. */
export function revokeToken(build: Builder, id: string, at: number): Write[] {
  const update = build.from
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
  return [one(update.compile(), 'tokens.revoked'), ...revoke(build, 'token', id, at)]
}

function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    prefix: row.prefix,
    tokenHash: row.token_hash,
    kind: row.kind as Token['kind'],
    account: row.account,
    organization: row.organization,
    name: row.name,
    grants: JSON.parse(row.grants) as TokenGrant[],
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}
