/**
 * `audit export`: the audit log as a stream, whole and without a limit. That it was exported is recorded, and a
 * checkpoint signed, before the first byte leaves.
 */
import type { Input } from '../../contract/table.ts'
import { activity, actorOf } from '../activity/record.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { csvLines } from './export/csv-lines.ts'
import type { Exported } from './export/exported.ts'
import { ndjsonLines } from './export/ndjson-lines.ts'
import { ocsfLines } from './export/ocsf-lines.ts'
import { filterOf } from './filter.ts'
import { checkpointNow } from './keep-checkpoints.ts'

const NDJSON = 'application/x-ndjson; charset=utf-8'
const FORMATS = {
  ndjson: { lines: ndjsonLines, type: NDJSON, ending: 'ndjson' },
  ocsf: { lines: ocsfLines, type: NDJSON, ending: 'ocsf.ndjson' },
  csv: { lines: csvLines, type: 'text/csv; charset=utf-8', ending: 'csv' },
} as const

type Query = Input<'exportAuditEvents'>['query']

export function exportAuditEvents(deps: Deps): UseCase<'exportAuditEvents'> {
  return async (input, call) => {
    const { query } = input
    const { lines, type, ending } = FORMATS[query.format]
    let fileName = ''
    const result = await ask(deps, 'exportAuditEvents', input, call, async (scene) => {
      const { living, now } = scene
      const filter = filterOf(scene, query)
      await recorded(deps, scene, query)
      const checkpoint = await checkpointNow(deps, living.id)
      const { id: organization, name } = living
      fileName = `${name}-audit-${new Date(now).toISOString().slice(0, 10)}.${ending}`
      const exported: Exported = {
        organization,
        name,
        at: now,
        filter,
        filters: described(scene, query),
        through: checkpoint?.journal.size ?? scene.snapshot.revision,
        checkpoint,
      }
      return streamOf(lines(deps, exported))
    })
    return { ...result, stream: { type, fileName } }
  }
}

/** @throws Refused where it cannot be written: then nothing is exported */
async function recorded(deps: Deps, scene: Scene, query: Query): Promise<void> {
  const { living, call, now, snapshot } = scene
  await deps.activity.flush()
  const filters = described(scene, query)
  const data = { format: query.format, filters, through: snapshot.revision }
  const entry = {
    type: 'audit.exported',
    organization: living.id,
    actor: actorOf(call),
    at: now,
    data,
  } as const
  const { outcome } = await deps.store.write(activity(deps, entry))
  if (outcome !== 'committed') throw notWritten()
}

/** Without names and addresses of people, and without the text that was looked for. */
function described(scene: Scene, query: Query): string {
  const { log, type, since, until, actor, target, scope, q } = query
  const known = { log, type, since, until }
  const said = Object.entries(known).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  if (actor !== undefined) said.push(`actor=${idOf(scene, actor) ?? '?'}`)
  const rest = { target, scope, q }
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) said.push(name)
  return said.join(' ')
}

const ENCODER = new TextEncoder()

/** Pulled as fast as it is read, and not faster; whoever goes away ends it. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await lines.next()
        if (next.done === true) controller.close()
        else controller.enqueue(ENCODER.encode(next.value))
      },
      cancel: async () => void (await lines.return(undefined)),
    },
    { highWaterMark: 1 },
  )
}
