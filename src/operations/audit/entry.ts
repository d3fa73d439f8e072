/** One line of the audit log, whichever of the two logs it stands in. */

import type { Unparsed } from '../../contract/table.ts'
import { allowedFields } from '../../core/catalogue/activity.ts'
import type { Directory, JournalRecord, KeptActivity } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'

export type Entry =
  | { readonly log: 'journal'; readonly record: JournalRecord }
  | { readonly log: 'activity'; readonly record: KeptActivity }

export type EntryAnswer = Unparsed<'listAuditEvents'>['items'][number]

/** People are ids, and the actor is named as they are called today. */
export function entryAnswer(entry: Entry, known: Directory): EntryAnswer {
  const { account, type, address, session } = entry.record.actor
  const email = account === null ? undefined : known.get(account)?.email
  const actor = {
    id: account,
    ...(email !== undefined && { email }),
    type,
    ...(address !== undefined && { address }),
    ...(session !== undefined && { session }),
  }
  return { ...parts(entry), at: instant(entry.record.at), actor, hash: entry.record.hash }
}

function parts(entry: Entry) {
  if (entry.log === 'activity') {
    const { id, type, data } = entry.record
    const shown = allowedFields(type, data)
    return { id, log: entry.log, sequence: null, change: null, command: null, type, data: shown }
  }
  const { sequence, change, command, reason, event } = entry.record
  return {
    id: String(sequence),
    log: entry.log,
    sequence,
    change: change ?? null,
    command,
    ...(reason !== undefined && { reason }),
    type: event.type,
    data: { ...event.data },
  }
}

/** What happened, in either log. */
export function typeOf(entry: Entry): string {
  return entry.log === 'journal' ? entry.record.event.type : entry.record.type
}

export function dataOf(entry: Entry): unknown {
  return entry.log === 'journal' ? entry.record.event.data : entry.record.data
}

/** In the order of time; what is of one millisecond in the order of the logs. */
export function isBefore(a: Entry, b: Entry): boolean {
  return (
    a.record.at < b.record.at || (a.record.at === b.record.at && a.log === 'journal' && b.log !== 'journal')
  )
}
