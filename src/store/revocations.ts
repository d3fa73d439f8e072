/** A small log of what was revoked, in order, so that replicas drop it from memory. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

export type Revoked = 'account' | 'session' | 'token'

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
  return [...build.lock('revocations'), insert.compile()]
}

/** What was revoked after a sequence number, in order, at most `limit`. */
export async function revocationsSince(store: Store, sequence: number, limit: number): Promise<Revocation[]> {
  const query = store.build.from.selectFrom('revocations').selectAll().where('sequence', '>', sequence)
  const rows = await store.rows(query.orderBy('sequence').limit(limit))
  return rows.map(({ sequence, kind, id, at }) => ({ sequence, kind: kind as Revoked, id, at }))
}

/** The number of the last revocation, or 0; a replica that starts has nothing older in memory. */
export async function lastRevocation(store: Store): Promise<number> {
  const query = store.build.from
    .selectFrom('revocations')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
  return (await store.first(query))?.sequence ?? 0
}

/** Forgets revocations older than every session and token that they could concern. */
export function forgetRevocations(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('revocations').where('at', '<', before).compile()]
}
