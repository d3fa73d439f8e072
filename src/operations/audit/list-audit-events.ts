/** `audit list`: what was changed, by whom and why; newest first (S2-5). */
import { type EventType, refuse } from '../../core/index.ts'
import { type JournalFilter, type JournalRecord, listJournal, people } from '../../store/store.ts'
import { milliseconds } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { sealing } from '../lists.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import { auditAnswer } from './audit-answer.ts'

/** Read at a time, where the filter is not one that the store knows. */
const BATCH = 500

export function listAuditEvents(deps: Deps): UseCase<'listAuditEvents'> {
  return (input, call) =>
    ask(deps, 'listAuditEvents', input, call, async (scene) => {
      const { query } = input
      if (query.sort !== undefined && query.sort !== '-sequence') {
        const detail = 'the journal is listed newest first: use `-sequence`'
        throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/sort', detail }] })
      }
      const organization = scene.living.id
      const seal = sealing(deps, query, { operation: 'listAuditEvents', organization })
      const before = query.cursor === undefined ? undefined : Number(seal.open(query.cursor).value)
      const filter = {
        ...(query.type !== undefined && { types: [plainWord(query.type) as EventType] }),
        ...(query.actor !== undefined && { actor: idOf(scene, query.actor) ?? plainWord(query.actor) }),
      }
      const found = await matching(deps, organization, {
        filter,
        before,
        wanted: matches(query),
        limit: query.limit + 1,
      })
      const page = found.slice(0, query.limit)
      const last = found.length > query.limit ? page.at(-1) : undefined
      const known = await people(
        deps.store,
        page.flatMap(({ actor }) => actor.account ?? []),
      )
      return {
        items: page.map((record) => auditAnswer(record, known)),
        next_cursor: last === undefined ? null : seal.close({ value: last.sequence, key: last.hash }),
      }
    })
}

type Wanted = { readonly matches: (record: JournalRecord) => boolean; readonly since: number }

function matches(query: {
  since?: string | undefined
  until?: string | undefined
  q?: string | undefined
}): Wanted {
  const since = query.since === undefined ? Number.NEGATIVE_INFINITY : milliseconds(query.since)
  const until = query.until === undefined ? Number.POSITIVE_INFINITY : milliseconds(query.until)
  const text = query.q?.toLowerCase()
  return {
    since,
    matches: ({ at, event, command, reason = '' }) =>
      at >= since &&
      at < until &&
      (text === undefined || [event.type, command, reason].some((part) => part.toLowerCase().includes(text))),
  }
}

async function matching(
  { store }: Deps,
  organization: string,
  asked: { filter: Omit<JournalFilter, 'limit'>; before: number | undefined; wanted: Wanted; limit: number },
): Promise<JournalRecord[]> {
  const { filter, wanted, limit } = asked
  const found: JournalRecord[] = []
  for (let before = asked.before; ; ) {
    const place = before === undefined ? {} : { beforeSequence: before }
    const batch = await listJournal(store, organization, { ...filter, ...place, limit: BATCH })
    found.push(...batch.filter(wanted.matches))
    const last = batch.at(-1)
    // The journal is in the order of time: what lies further back is older.
    if (last === undefined || batch.length < BATCH || found.length >= limit || last.at < wanted.since) break
    before = last.sequence
  }
  return found.slice(0, limit)
}

/** What cannot be an id or an event type is nobody's and nothing's; the store need not see it. */
function plainWord(text: string): string {
  return /^[a-z0-9_.]+$/.test(text) ? text : ''
}
