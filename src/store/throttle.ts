/**
 * Counts of attempts, shared by all replicas. An attempt is counted by one statement that does nothing where the key has
 * to wait; as it must change one row, the unit of work fails then, and nothing of it was counted.
 */
import { sql } from 'kysely'
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { one, type Write } from './statement.ts'

export type Limit = {
  /** Attempts in a window before the first wait. */
  readonly attempts: number
  /** Milliseconds, as all durations here. */
  readonly window: number
  readonly firstWait: number
  readonly longestWait: number
}

/** Doublings beyond this are longer than any wait; it keeps the shift below within 32 bits. */
const DOUBLINGS = 12

/**
 * Counts an attempt. Where the key has to wait it is a `conflict` on `throttle.wait`. From the last free attempt on, each
 * one is followed by a wait twice as long as the one before; a window without waiting starts over.
 */
export function countAttempt(build: Builder, key: string, limit: Limit, now: number): Write[] {
  const { window } = limit
  // PostgreSQL would take the instant for a small number where it is added to one.
  const at = sql<number>`cast(${now} as bigint)`
  const isOver = sql<boolean>`(throttle.began + ${window} <= ${at} and throttle.until + ${window} <= ${at})`
  const next = sql`(case when ${isOver} then 1 else throttle.attempts + 1 end)`
  const waited = sql`(case when ${isOver} then 0 else throttle.waits end)`
  const seconds = { first: Math.ceil(limit.firstWait / 1000), longest: Math.ceil(limit.longestWait / 1000) }
  const doubled = sql`(${sql.lit(seconds.first)} * (1 << (case when ${waited} > ${sql.lit(DOUBLINGS)} then ${sql.lit(DOUBLINGS)} else ${waited} end)))`
  const wait = sql`(1000 * (case when ${doubled} > ${sql.lit(seconds.longest)} then ${sql.lit(seconds.longest)} else ${doubled} end))`
  const isSpent = sql<boolean>`${next} >= ${limit.attempts}`
  const firstUntil = limit.attempts <= 1 ? now + limit.firstWait : 0
  const insert = build.from
    .insertInto('throttle')
    .values({
      key,
      began: now,
      attempts: 1,
      waits: limit.attempts <= 1 ? 1 : 0,
      until: firstUntil,
      known_until: 0,
      forget_at: Math.max(now, firstUntil) + window,
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          began: sql`case when ${isOver} then ${at} else throttle.began end`,
          attempts: next as never,
          waits: sql`case when ${isSpent} then ${waited} + 1 else ${waited} end`,
          until: sql`case when ${isSpent} then ${at} + ${wait} when ${isOver} then 0 else throttle.until end`,
          forget_at: sql`case when throttle.known_until > ${now + window + limit.longestWait} then throttle.known_until else ${now + window + limit.longestWait} end`,
        })
        .where('throttle.until', '<=', now),
    )
  return [one(insert.compile(), 'throttle.wait')]
}

/** Takes one attempt back: it was no guess. */
export function uncountAttempt(build: Builder, key: string): Write[] {
  const update = build.from
    .updateTable('throttle')
    .set(({ eb }) => ({ attempts: eb('attempts', '-', 1) }))
    .where('key', '=', key)
    .where('attempts', '>', 0)
  return [update.compile()]
}

/** Somebody got in under this key: its slips are forgotten, and it is known until then. */
export function knowKey(build: Builder, key: string, now: number, until: number): Write[] {
  return [
    build.put('throttle', ['key'], {
      key,
      began: now,
      attempts: 0,
      waits: 0,
      until: 0,
      known_until: until,
      forget_at: until,
    }),
  ]
}

export type ThrottleState = { readonly until: number; readonly knownUntil: number }

/** Those of these keys that there are counts for. */
export async function throttleStates(
  store: Store,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ThrottleState>> {
  const query = store.build.from.selectFrom('throttle').select(['key', 'until', 'known_until'])
  const rows = await store.rows(query.where('key', 'in', keys))
  return new Map(rows.map((row) => [row.key, { until: row.until, knownUntil: row.known_until }]))
}

/** Removes counts that nothing depends on any more. */
export function forgetThrottle(build: Builder, now: number): Write[] {
  return [build.from.deleteFrom('throttle').where('forget_at', '<=', now).compile()]
}
