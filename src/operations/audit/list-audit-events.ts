/** `audit list`: what was changed and what happened, by whom and why; newest first (S2-5). */
import { refuse } from '../../core/index.ts'
import { lastCut, people } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { sealing } from '../lists.ts'
import { Refused } from '../refused.ts'
import { type Entry, entryAnswer } from './entry.ts'
import { filterOf } from './filter.ts'
import { type Position, readLog } from './read-log.ts'

export function listAuditEvents(deps: Deps): UseCase<'listAuditEvents'> {
  return (input, call) =>
    ask(deps, 'listAuditEvents', input, call, async (scene) => {
      const { query } = input
      if (query.sort !== undefined && !['-at', '-sequence'].includes(query.sort)) {
        const detail = 'the audit log is listed newest first: use `-at`'
        throw new Refused(refuse('INVALID', detail), { errors: [{ pointer: '/sort', detail }] })
      }
      const organization = scene.living.id
      const filter = filterOf(scene, query)
      const through = scene.snapshot.revision
      const seal = sealing(deps, query, { operation: 'listAuditEvents', organization })
      const from = query.cursor === undefined ? {} : (JSON.parse(seal.open(query.cursor).key) as Position)
      const wanted = query.limit + 1
      await deps.activity.flush()
      const reading = { organization, filter, order: 'descending', through, from, page: wanted } as const
      const found: Entry[] = []
      for await (const entry of readLog(deps.store, reading)) if (found.push(entry) === wanted) break
      const page = found.slice(0, query.limit)
      const known = await people(
        deps.store,
        page.flatMap(({ record }) => record.actor.account ?? []),
      )
      const cut = await lastCut(deps.store, organization)
      const end = found.length > query.limit ? positionAfter(from, page) : undefined
      return {
        items: page.map((entry) => entryAnswer(entry, known)),
        ...(cut !== undefined && { kept_from: instant(cut.knownFrom) }),
        next_cursor: end === undefined ? null : seal.close({ value: through, key: JSON.stringify(end) }),
      }
    })
}

function positionAfter(from: Position, page: readonly Entry[]): Position {
  const journal = page.findLast(({ log }) => log === 'journal')
  const activity = page.findLast(({ log }) => log === 'activity')
  return {
    ...from,
    ...(journal?.log === 'journal' && { sequence: journal.record.sequence }),
    ...(activity?.log === 'activity' && { activity: { at: activity.record.at, id: activity.record.id } }),
  }
}
