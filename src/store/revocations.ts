/** A small log of what was revoked, in order, so that replicas drop it from memory. */
import type { Builder } from './builder.ts'
import { REVOKED } from './notifications.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

/** Of an organization: what its sessions rest on, for all of them. */
export type Revoked = 'account' | 'session' | 'token' | 'organization'

export type Revocation = {
  readonly sequence: number
  readonly kind: Revoked
  readonly id: string
  readonly at: number
}

/**
 * Appends to the log. Replicas read it by sequence number, so numbers must become visible in order: those who write
 * take turns until they have committed.
 */
export function revoke(build: Builder, kind: Revoked, id: string, at: number): Write[] {
  const insert = build.from.insertInto('revocations').values({ kind, id, at } as Required<Revocation>)
  return [...build.lock('revocations'), { ...insert.compile(), announce: REVOKED }]
}

/**
 * What was revoked from a sequence number on, in order, at most `limit`.
 * @param within milliseconds after which no answer is a fault
 */
export async function revocationsFrom(
  store: Store,
  sequence: number,
  limit: number,
  within?: number,
): Promise<Revocation[]> {
  const query = store.build.from.selectFrom('revocations').selectAll().where('sequence', '>=', sequence)
  const rows = await store.rows(query.orderBy('sequence').limit(limit), within)
  return rows.map(({ sequence, kind, id, at }) => ({ sequence, kind: kind as Revoked, id, at }))
}

/** The last revocation; a replica that starts has nothing older in memory. */
export async function lastRevocation(store: Store): Promise<Revocation | undefined> {
  const query = store.build.from.selectFrom('revocations').selectAll()
  const row = await store.first(query.orderBy('sequence', 'desc').limit(1))
  return row && { ...row, kind: row.kind as Revoked }
}

/** Forgets revocations older than every session and token that they could concern. */
export function forgetRevocations(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('revocations').where('at', '<', before).compile()]
}
