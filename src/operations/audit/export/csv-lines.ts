/** The audit log for spreadsheets: one row for each entry, safe to open (INJ-05). */
import { csvRows } from '../../../contract/csv.ts'
import { canonicalJson } from '../../../store/store.ts'
import type { Deps } from '../../deps.ts'
import { entryAnswer } from '../entry.ts'
import { type Exported, pages } from './exported.ts'

const HEADS = [
  'id',
  'log',
  'time',
  'actor',
  'actor_email',
  'actor_type',
  'address',
  'type',
  'command',
  'reason',
  'change',
  'data',
  'hash',
]

export async function* csvLines(deps: Deps, exported: Exported): AsyncGenerator<string> {
  yield csvRows([HEADS])
  for await (const { entries, known } of pages(deps, exported)) {
    yield csvRows(
      entries.map((entry) => {
        const { id, log, at, actor, type, command, reason, change, data, hash } = entryAnswer(entry, known)
        const who = [actor.id ?? '', actor.email ?? '', actor.type, actor.address ?? '']
        const what = [type, command ?? '', reason ?? '', String(change ?? ''), canonicalJson(data)]
        return [id, log, at].concat(who, what, hash)
      }),
    )
  }
}
