/** A journal record as the audit log shows it; people are ids, and the actor is named as they are called today. */
import type { Unparsed } from '../../contract/table.ts'
import type { Directory, JournalRecord } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'

export function auditAnswer(
  record: JournalRecord,
  known: Directory,
): Unparsed<'listAuditEvents'>['items'][number] {
  const { account, type, address } = record.actor
  const email = account === null ? undefined : known.get(account)?.email
  return {
    sequence: record.sequence,
    at: instant(record.at),
    actor: {
      id: account,
      ...(email !== undefined && { email }),
      type,
      ...(address !== undefined && { address }),
    },
    command: record.command,
    ...(record.reason !== undefined && { reason: record.reason }),
    type: record.event.type,
    data: { ...record.event.data },
    hash: record.hash,
  }
}
