/** Idempotency keys: the answer to a write, kept with the write itself, so that asking twice does it once. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

export type IdempotencyKey = {
  readonly key: string
  /** The account that asked; keys of different actors never meet. */
  readonly actor: string
  /** Of the method, path and body: the same key with another request is an error. */
  readonly requestHash: string
  readonly status: number
  readonly body: string
  readonly createdAt: number
}

export async function idempotencyKey(
  store: Store,
  actor: string,
  key: string,
): Promise<IdempotencyKey | undefined> {
  const query = store.build.from.selectFrom('idempotency_keys').selectAll().where('actor', '=', actor)
  const row = await store.first(query.where('key', '=', key))
  return (
    row && {
      key: row.key,
      actor: row.actor,
      requestHash: row.request_hash,
      status: row.status,
      body: row.body,
      createdAt: row.created_at,
    }
  )
}

/** A key that is there already, from a request that was faster, is a `conflict` on `idempotency_keys.actor,key`. */
export function keepIdempotencyKey(build: Builder, kept: IdempotencyKey): Write[] {
  return [
    build.insert('idempotency_keys', {
      actor: kept.actor,
      key: kept.key,
      request_hash: kept.requestHash,
      status: kept.status,
      body: kept.body,
      created_at: kept.createdAt,
    }),
  ]
}

export function forgetIdempotencyKeys(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('idempotency_keys').where('created_at', '<', before).compile()]
}
