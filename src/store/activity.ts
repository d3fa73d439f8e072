/**
 * The activity log: facts that change no access. A record is written alone, with a hash of its own; a moment later it is
 * sealed into a batch, and the batches of an organization are a chain.
 */
import { createHash } from 'node:crypto'
import type { ActivityType } from '../core/catalogue/activity.ts'
import type { Builder } from './builder.ts'
import { canonicalJson } from './canonical-json.ts'
import type { JournalActor } from './journal.ts'
import { actorColumns, actorOf } from './journal-rows.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'
import type { ActivityRow } from './tables.ts'

/** In place of an organization, for what concerns none: no tenant sees it. */
export const INSTALL = 'install'

export type ActivityRecord = {
  /** An organization's id, or `INSTALL`. */
  readonly organization: string
  /** Sorts by time: `act_…`. */
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly type: ActivityType
  readonly actor: JournalActor
  readonly data: Readonly<Record<string, string | number | boolean>>
}

/** As it is kept; `batch` is missing until it is sealed. */
export type KeptActivity = ActivityRecord & { readonly hash: string; readonly batch?: number }

export function insertActivity(build: Builder, record: ActivityRecord): Write[] {
  const { organization, id, at, type, actor, data } = record
  return [
    build.insert('activity', {
      organization,
      id,
      at,
      type,
      ...actorColumns(actor),
      data: canonicalJson(data),
      hash: activityHash(record),
      batch: null,
    }),
  ]
}

/** SHA-256 in hexadecimal, of the record in canonical JSON. */
export function activityHash({ organization, id, at, type, actor, data }: ActivityRecord): string {
  return createHash('sha256').update(canonicalJson({ organization, id, at, type, actor, data })).digest('hex')
}

export type ActivityFilter = {
  /** Only what came before this record, in the order of time and id. */
  readonly before?: { readonly at: number; readonly id: string }
  readonly after?: { readonly at: number; readonly id: string }
  readonly types?: readonly string[]
  /** The account that acted. */
  readonly actor?: string
  /** Epoch milliseconds, inclusive. */
  readonly since?: number
  /** Epoch milliseconds, exclusive. */
  readonly until?: number
  readonly order: 'ascending' | 'descending'
  readonly limit: number
}

/** Records that match, in the order of time and, within a millisecond, of ids. */
export async function listActivity(
  store: Store,
  organization: string,
  { before, after, types, actor, since, until, order, limit }: ActivityFilter,
): Promise<KeptActivity[]> {
  let query = store.build.from.selectFrom('activity').selectAll().where('organization', '=', organization)
  if (types !== undefined) query = query.where('type', 'in', types)
  if (actor !== undefined) query = query.where('actor_account', '=', actor)
  if (since !== undefined) query = query.where('at', '>=', since)
  if (until !== undefined) query = query.where('at', '<', until)
  if (before !== undefined)
    query = query.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(before.at, before.id)))
  if (after !== undefined)
    query = query.where((eb) => eb(eb.refTuple('at', 'id'), '>', eb.tuple(after.at, after.id)))
  const direction = order === 'ascending' ? 'asc' : 'desc'
  const rows = await store.rows(query.orderBy('at', direction).orderBy('id', direction).limit(limit))
  return rows.map(activityOf)
}

/** @throws SyntaxError where the data is no JSON: somebody changed it */
export function activityOf(row: ActivityRow): KeptActivity {
  return {
    organization: row.organization,
    id: row.id,
    at: row.at,
    type: row.type as ActivityType,
    actor: actorOf(row),
    data: JSON.parse(row.data) as ActivityRecord['data'],
    hash: row.hash,
    ...(row.batch !== null && { batch: row.batch }),
  }
}
