/**
 * The audit log as lines of JSON that can be verified without this server: records as they were hashed, the batches of
 * the activity log, and the signed checkpoints. Filtered exports have only records: what was left out cannot be told.
 */
import {
  activityBatches,
  cutParts,
  type JournalRecord,
  journalCuts,
  type KeptActivity,
  lastCut,
  listCheckpoints,
} from '../../../store/store.ts'
import type { Deps } from '../../deps.ts'
import type { Entry } from '../entry.ts'
import { readLog } from '../read-log.ts'
import { type Exported, pages, withPeople } from './exported.ts'

export const FORMAT = 'compartment-audit'
export const VERSION = 1

const PAGE = 500

export async function* ndjsonLines(deps: Deps, exported: Exported): AsyncGenerator<string> {
  const { organization, name, at, filter, filters, through } = exported
  const { id, publicKey } = deps.auditKeys
  yield line({
    kind: 'header',
    format: FORMAT,
    version: VERSION,
    organization,
    name,
    exported_at: at,
    whole: filter.whole,
    ...(filters !== '' && { filters }),
    through,
    key: { id, algorithm: 'Ed25519', public_key: publicKey },
  })
  let count = 0
  for await (const lines of filter.whole ? whole(deps, exported) : filtered(deps, exported)) {
    count += lines.length
    yield lines.join('')
  }
  // Without this line the export broke off.
  yield line({ kind: 'end', lines: count })
}

async function* filtered(deps: Deps, exported: Exported): AsyncGenerator<string[]> {
  for await (const { entries, known } of pages(deps, exported))
    yield entries.map((entry) => entryLine(entry, known.get(entry.record.actor.account ?? '')?.email))
}

/**
 * Where the journal begins, the journal in its order, the activity log batch by batch, the checkpoints: read once,
 * verified as it comes. It breaks off where a part of the journal is removed meanwhile.
 */
async function* whole(deps: Deps, exported: Exported): AsyncGenerator<string[]> {
  const { store } = deps
  const { organization, filter, through, checkpoint: until } = exported
  const cuts = await journalCuts(store, organization)
  yield cuts.map((cut) => line({ kind: 'cut', cut }))
  if (cuts.length > 0) {
    const parts = await cutParts(store, organization)
    yield parts.map((content, part) => line({ kind: 'state', part, content }))
  }
  const journal = { ...filter, activity: false }
  let entries: Entry[] = []
  const reading = { organization, filter: journal, order: 'ascending', through, page: PAGE } as const
  for await (const entry of readLog(store, reading)) {
    if (entries.push(entry) < PAGE) continue
    yield await entryLines(deps, entries)
    entries = []
  }
  yield await entryLines(deps, entries)
  if ((await lastCut(store, organization))?.number !== cuts.at(-1)?.number)
    throw new Error(`the old part of the journal of \`${organization}\` was removed while it was exported`)
  for await (const { batch, members } of activityBatches(store, organization)) {
    const { number, at, count, content, previousHash, hash, cutAt } = batch
    // What came while this was written is left to the next export.
    if (until !== undefined && number > until.activity.batch) break
    const cut = cutAt === undefined ? {} : { cut_at: cutAt }
    const said = { kind: 'batch', number, at, count, content, previous_hash: previousHash, hash, ...cut }
    const lines = await entryLines(
      deps,
      members.map((record) => ({ log: 'activity', record }) as const),
    )
    yield [line(said), ...lines]
  }
  for (let after = 0; ; ) {
    const page = await listCheckpoints(store, organization, { after, limit: PAGE })
    yield page
      .filter(({ number }) => until === undefined || number <= until.number)
      .map((checkpoint) => line({ kind: 'checkpoint', checkpoint }))
    if (page.length < PAGE) return
    after = page.at(-1)!.number
  }
}

async function entryLines(deps: Deps, entries: readonly Entry[]): Promise<string[]> {
  const { known } = await withPeople(deps, entries)
  return entries.map((entry) => entryLine(entry, known.get(entry.record.actor.account ?? '')?.email))
}

/** `actor_email` is how they are called today: it is not part of what was hashed. */
function entryLine(entry: Entry, email: string | undefined): string {
  const shown = email === undefined ? {} : { actor_email: email }
  return entry.log === 'journal'
    ? line({ kind: 'change', ...changeOf(entry.record), ...shown })
    : line({ kind: 'activity', ...activityOf(entry.record), ...shown })
}

function changeOf({ previousHash, hash, event, ...record }: JournalRecord) {
  return { ...record, type: event.type, data: event.data, previous_hash: previousHash, hash }
}

function activityOf({ hash, batch, ...record }: KeptActivity) {
  return { ...record, ...(batch !== undefined && { batch }), hash }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
