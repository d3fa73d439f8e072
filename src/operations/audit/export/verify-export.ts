/**
 * Verifies an export without a server: the hash chains, the batches and the checkpoints in it, and whether they lead to
 * checkpoints that the reader kept. Of a filtered export each record alone: what was left out cannot be told.
 */

import { checkpoint as checkpointShape, journalCut as cutShape } from '../../../contract/shapes/things.ts'
import type { ActivityType } from '../../../core/catalogue/activity.ts'
import {
  activityHash,
  type BatchOfRecords,
  BatchReader,
  beginningOf,
  CheckedJournal,
  type Checkpoint,
  CheckpointReader,
  cutStateProblem,
  hashOf,
  type JournalCut,
  type JournalRecord,
  type KeptActivity,
  type KeptWords,
  keptProblem,
  StateHash,
  type Verify,
  verifiedRecords,
} from '../../../store/store.ts'
import { publicKeysFrom, verifierOf } from '../audit-key.ts'
import { cutAnswer } from '../cut-answer.ts'
import { FORMAT, VERSION } from './ndjson-lines.ts'

export type ExportVerdict = {
  readonly verified: boolean
  /** Whether it is the whole log up to a time, so that nothing can have been left out. */
  readonly whole: boolean
  readonly organization: string
  readonly events: number
  readonly first_bad_sequence: number | null
  readonly problem?: string
  readonly activities: number
  readonly checkpoints: number
  /** Where the journal in it begins, if what was older was removed when its time was over. */
  readonly cut: ReturnType<typeof cutAnswer>
  readonly key: { readonly id: string; readonly trusted: boolean }
}

export type Trusted = {
  /** PEM of the keys that the reader kept; without it the key in the export is believed. */
  readonly publicKey?: string
  readonly checkpoints?: readonly Checkpoint[]
}

/** It is not an export, or not a whole file. */
export class UnreadableExport extends Error {}

type Line = Readonly<Record<string, unknown>> & { readonly kind: string }
type Lines = () => AsyncIterable<string>

/** @param lines gives the lines of the file from the first, as often as it is asked @throws UnreadableExport */
export async function verifyExport(lines: Lines, trusted: Trusted = {}): Promise<ExportVerdict> {
  const { header, checkpoints, cuts, state } = await outline(lines)
  const verify = verifierFor(header, trusted)
  const { organization, whole, key } = header
  const kept = trusted.checkpoints ?? []
  const found = whole
    ? await verifyWhole(lines, { organization, checkpoints, cuts, verify }, { state, kept })
    : await verifyEach(lines, organization)
  return {
    verified: found.problem === undefined,
    whole,
    organization,
    ...found,
    checkpoints: checkpoints.length,
    cut: cutAnswer(cuts.at(-1)),
    key: { id: key.id, trusted: trusted.publicKey !== undefined },
  }
}

type Header = {
  readonly organization: string
  readonly whole: boolean
  readonly key: { readonly id: string; readonly public_key: string }
}

type Outline = {
  readonly header: Header
  readonly checkpoints: readonly Checkpoint[]
  readonly cuts: readonly JournalCut[]
  /** Hash of the state at the last cut, as it is in the file. */
  readonly state: string
}

/** The first line, the checkpoints, the cuts, and that the end is there. */
async function outline(lines: Lines): Promise<Outline> {
  const checkpoints: Checkpoint[] = []
  const cuts: JournalCut[] = []
  const state = new StateHash()
  let header: Header | undefined
  let last: Line | undefined
  let count = -1
  for await (const line of parsed(lines)) {
    header ??= headerOf(line)
    if (line.kind === 'checkpoint')
      checkpoints.push(shaped(checkpointShape, line['checkpoint'], 'a checkpoint'))
    if (line.kind === 'cut') cuts.push(shaped(cutShape, line['cut'], 'a cut of the journal'))
    if (line.kind === 'state') state.add(String(line['content']))
    last = line
    count++
  }
  if (header === undefined) throw new UnreadableExport('it is empty')
  if (last?.kind !== 'end') throw new UnreadableExport('it broke off: its last line is missing')
  if (last['lines'] !== count - 1)
    throw new UnreadableExport(`it has ${count - 1} lines and was written with ${String(last['lines'])}`)
  return { header, checkpoints, cuts, state: state.end() }
}

function headerOf(line: Line): Header {
  if (line.kind !== 'header' || line['format'] !== FORMAT)
    throw new UnreadableExport('it does not begin as `audit export --format ndjson` writes it')
  if (line['version'] !== VERSION) throw new UnreadableExport('a newer program wrote it')
  return line as unknown as Header
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } }

function shaped<T>(shape: Shape<T>, value: unknown, what: string): T {
  const read = shape.safeParse(value)
  if (read.data !== undefined) return read.data
  throw new UnreadableExport(`${what} in it cannot be read`)
}

function verifierFor({ key }: Header, { publicKey }: Trusted): Verify {
  try {
    return verifierOf(publicKeysFrom(publicKey ?? key.public_key))
  } catch (error) {
    throw new UnreadableExport(`the public key cannot be read: ${(error as Error).message}`)
  }
}

async function* parsed(lines: Lines): AsyncGenerator<Line> {
  let number = 0
  for await (const text of lines()) {
    number++
    if (text === '') continue
    let line: unknown
    try {
      line = JSON.parse(text)
    } catch {
      throw new UnreadableExport(`line ${number} is not JSON`)
    }
    if (typeof line !== 'object' || line === null || !('kind' in line))
      throw new UnreadableExport(`line ${number} is none of an export`)
    yield line as Line
  }
}

type Found = Pick<ExportVerdict, 'events' | 'first_bad_sequence' | 'problem' | 'activities'>
type Told = Parameters<typeof beginningOf>[0]
type Against = { readonly state: string; readonly kept: readonly Checkpoint[] }

async function verifyWhole(lines: Lines, told: Told, { state, kept }: Against): Promise<Found> {
  const { organization, checkpoints, cuts, verify } = told
  const cut = cuts.at(-1)
  const expected = [...checkpoints, ...kept]
  const journal = new CheckedJournal(expected, beginningOf(told))
  const activity = new BatchReader(organization)
  let open: { batch: BatchOfRecords['batch']; members: KeptActivity[] } | undefined
  const closeBatch = (): void => {
    if (open !== undefined) activity.read(open.batch, open.members)
    open = undefined
  }
  for await (const line of parsed(lines)) {
    if (line.kind === 'change') journal.read(changeOf(line))
    else if (line.kind === 'activity') open?.members.push(activityOf(line))
    else closeBatch()
    if (line.kind === 'batch') open = { batch: batchOf(line, organization), members: [] }
  }
  activity.expectCuts(cuts)
  for (const checkpoint of expected) activity.expect(checkpoint.activity.batch, checkpoint.activity.hash)
  const verdict = journal.verdict()
  const other =
    checkpointsProblem(organization, checkpoints, verify) ??
    keptProblem({ organization, checkpoints, verify }, kept, KEPT_BY_YOU) ??
    (cut && cutStateProblem(cut, state)) ??
    prefixed('activity log: ', activity.fault())
  const problem = verdict.valid ? other : `record ${verdict.sequence} of the journal: ${verdict.why}`
  return {
    events: verifiedRecords(verdict, cut),
    first_bad_sequence: verdict.valid ? null : verdict.sequence,
    ...(problem !== undefined && { problem }),
    activities: activity.records,
  }
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text
}

function checkpointsProblem(
  organization: string,
  checkpoints: readonly Checkpoint[],
  verify: Verify,
): string | undefined {
  const reader = new CheckpointReader(organization, verify)
  for (const checkpoint of checkpoints) {
    const why = reader.read(checkpoint)
    if (why !== undefined) return `checkpoint ${checkpoint.number}: ${why}`
  }
  return undefined
}

/** What was kept may be newer than the export; then its journal has to be at least so long, which the roots showed. */
const KEPT_BY_YOU: KeptWords = {
  which: 'that you kept',
  foreign: ' is of another organization',
  missing: ' is not in the export: it is older, or was rolled back',
  other: ' is another one in the export',
}

async function verifyEach(lines: Lines, organization: string): Promise<Found> {
  let [events, activities] = [0, 0]
  let bad: { sequence: number | null; problem: string } | undefined
  for await (const line of parsed(lines)) {
    if (line.kind === 'change') {
      const { previousHash, hash, ...record } = changeOf(line)
      const good = record.organization === organization && hashOf(record, previousHash) === hash
      if (good) events++
      else
        bad ??= {
          sequence: record.sequence,
          problem: `record ${record.sequence} of the journal: it is not what was written`,
        }
    } else if (line.kind === 'activity') {
      const record = activityOf(line)
      if (record.organization === organization && activityHash(record) === record.hash) activities++
      else
        bad ??= { sequence: null, problem: `activity log: record \`${record.id}\` is not what was written` }
    }
  }
  return {
    events,
    first_bad_sequence: bad?.sequence ?? null,
    ...(bad !== undefined && { problem: bad.problem }),
    activities,
  }
}

function changeOf(line: Line): JournalRecord {
  const { kind: _, actor_email: __, type, data, previous_hash, hash, ...record } = line
  return { ...record, event: { type, data }, previousHash: previous_hash, hash } as unknown as JournalRecord
}

function activityOf(line: Line): KeptActivity {
  const { kind: _, actor_email: __, ...record } = line
  return record as unknown as KeptActivity & { readonly type: ActivityType }
}

function batchOf(line: Line, organization: string): BatchOfRecords['batch'] {
  const { kind: _, previous_hash, cut_at, ...rest } = line
  const cut = cut_at === undefined ? {} : { cutAt: cut_at }
  return { organization, ...rest, previousHash: previous_hash, ...cut } as unknown as BatchOfRecords['batch']
}
