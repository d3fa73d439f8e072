/** Sessions: found by the hash of their token; the token itself is nowhere. */
import type { Builder } from './builder.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Store } from './open.ts'
import { revoke } from './revocations.ts'
import { one, type Statement, type Write } from './statement.ts'
import type { SessionRow } from './tables.ts'

/** What a sign-in says of the person; a provider may say more than a password does. */
export type Claims = {
  readonly email: string
  readonly username?: string
  /** As the provider calls them. */
  readonly groups: readonly string[]
  readonly roles: readonly string[]
}

export type Session = {
  readonly id: string
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string
  readonly account: string
  /** How the person signed in: `password`, `oidc`, `saml`, `setup`, … */
  readonly method: string
  readonly provider?: string
  /** The one organization it opens; all that allow its method where absent. */
  readonly organization?: string
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly idleExpiresAt: number
  readonly absoluteExpiresAt: number
  readonly address?: string
  readonly device?: string
  /** The account's epoch when it was made; over once the account's is higher. */
  readonly epoch: number
  readonly revokedAt?: number
  /** Missing in sessions from before they were kept. */
  readonly claims?: Claims
}

/** A session and its account's epoch now. */
export type FoundSession = { readonly session: Session; readonly accountEpoch: number }

/** One indexed read. Ended and outdated sessions are found too: what is in force is for the caller to say. */
export async function sessionByHash(store: Store, tokenHash: string): Promise<FoundSession | undefined> {
  const row = await store.first(
    store.build.from
      .selectFrom('sessions')
      .innerJoin('accounts', 'accounts.id', 'sessions.account')
      .selectAll('sessions')
      .select('accounts.epoch as account_epoch')
      .where('sessions.token_hash', '=', tokenHash),
  )
  return row && { session: sessionOf(row), accountEpoch: row.account_epoch }
}

/** Whatever its state. */
export async function sessionById(store: Store, id: string): Promise<Session | undefined> {
  const row = await store.first(store.build.from.selectFrom('sessions').selectAll().where('id', '=', id))
  return row && sessionOf(row)
}

/** Of the account's sessions those that were not revoked, latest first; some may have expired or be of an older epoch. */
export async function sessionsOf(store: Store, account: string): Promise<Session[]> {
  const query = store.build.from.selectFrom('sessions').selectAll().where('account', '=', account)
  return (
    await store.rows(query.where('revoked_at', 'is', null).orderBy('created_at', 'desc').orderBy('id'))
  ).map(sessionOf)
}

export function createSession(build: Builder, session: Session): Write[] {
  return [
    build.insert('sessions', {
      id: session.id,
      token_hash: session.tokenHash,
      account: session.account,
      method: session.method,
      provider: session.provider ?? null,
      organization: session.organization ?? null,
      created_at: session.createdAt,
      last_used_at: session.lastUsedAt,
      idle_expires_at: session.idleExpiresAt,
      absolute_expires_at: session.absoluteExpiresAt,
      address: session.address ?? null,
      device: session.device ?? null,
      epoch: session.epoch,
      revoked_at: session.revokedAt ?? null,
      claims: session.claims === undefined ? null : canonicalJson(session.claims),
    }),
  ]
}

export type SessionUse = { readonly id: string; readonly lastUsedAt: number }

/**
 * A batch of last uses; sessions that are gone are passed over. The time that one may be idle stays as it is stored: it
 * may have been shortened since it was read.
 */
export function touchSessions(build: Builder, uses: readonly SessionUse[]): Write[] {
  return uses.map(({ id, lastUsedAt: at }) =>
    build.once('touch session', [at, at, id, at], () =>
      build.from
        .updateTable('sessions')
        .set(({ eb }) => ({
          idle_expires_at: eb(eb('idle_expires_at', '-', eb.ref('last_used_at')), '+', at),
          last_used_at: at,
        }))
        .where('id', '=', id)
        .where('last_used_at', '<', at),
    ),
  )
}

/** A session that was revoked before, or never was, is a `conflict` on `sessions.revoked`. */
export function revokeSession(build: Builder, id: string, at: number): Write[] {
  return [one(revoked(build, id, at), 'sessions.revoked'), ...revoke(build, 'session', id, at)]
}

/** The same where it may be over already. */
export function leaveSession(build: Builder, id: string, at: number): Write[] {
  return [revoked(build, id, at), ...revoke(build, 'session', id, at)]
}

function revoked(build: Builder, id: string, at: number): Statement {
  const update = build.from.updateTable('sessions').set({ revoked_at: at })
  return update.where('id', '=', id).where('revoked_at', 'is', null).compile()
}

/** Removes sessions that ended before an instant. */
export function forgetSessions(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('sessions').where('absolute_expires_at', '<', before).compile()]
}

export function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    account: row.account,
    method: row.method,
    ...(row.provider !== null && { provider: row.provider }),
    ...(row.organization !== null && { organization: row.organization }),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    idleExpiresAt: row.idle_expires_at,
    absoluteExpiresAt: row.absolute_expires_at,
    ...(row.address !== null && { address: row.address }),
    ...(row.device !== null && { device: row.device }),
    epoch: row.epoch,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.claims !== null && { claims: JSON.parse(row.claims) as Claims }),
  }
}
