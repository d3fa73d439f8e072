/** Journal records as rows, and back. */
import type { Event } from '../core/catalogue/events.ts'
import { canonicalJson } from './canonical-json.ts'
import type { JournalActor, JournalRecord } from './journal.ts'
import type { JournalRow } from './tables.ts'

export function rowOf(record: JournalRecord): JournalRow {
  const { actor, event } = record
  return {
    organization: record.organization,
    sequence: record.sequence,
    at: record.at,
    ...actorColumns(actor),
    command: record.command,
    reason: record.reason ?? null,
    type: event.type,
    data: canonicalJson(event.data),
    previous_hash: record.previousHash,
    hash: record.hash,
    change: record.change ?? null,
  }
}

/** @throws SyntaxError where the data is no JSON: somebody changed it */
export function recordOf(row: JournalRow): JournalRecord {
  return {
    organization: row.organization,
    sequence: row.sequence,
    ...(row.change !== null && { change: row.change }),
    at: row.at,
    actor: actorOf(row),
    command: row.command,
    ...(row.reason !== null && { reason: row.reason }),
    event: { type: row.type, data: JSON.parse(row.data) as unknown } as Event,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** The columns that say who did something, in the journal and in the activity log. */
type ActorColumns = Pick<
  JournalRow,
  'actor_account' | 'actor_type' | 'actor_session' | 'actor_address' | 'on_behalf_of'
>

export function actorColumns(actor: JournalActor): ActorColumns {
  return {
    actor_account: actor.account,
    actor_type: actor.type,
    actor_session: actor.session ?? null,
    actor_address: actor.address ?? null,
    on_behalf_of: actor.onBehalfOf ?? null,
  }
}

export function actorOf(row: ActorColumns): JournalActor {
  return {
    account: row.actor_account,
    type: row.actor_type as JournalActor['type'],
    ...(row.actor_session !== null && { session: row.actor_session }),
    ...(row.actor_address !== null && { address: row.actor_address }),
    ...(row.on_behalf_of !== null && { onBehalfOf: row.on_behalf_of }),
  }
}
