/**
 * Is everything as it was written? Both logs and the checkpoints are read from their beginning, as they are at one
 * moment, and compared with each other and with checkpoints that were kept elsewhere.
 */
import { activityOf, type KeptActivity } from './activity.ts'
import { BatchReader, batchOf } from './activity-batches.ts'
import type { Builder } from './builder.ts'
import {
  type Checkpoint,
  CheckpointReader,
  checkpointOf,
  type KeptWords,
  keptProblem,
  type Verify,
} from './checkpoint.ts'
import { ChainReader, GENESIS, type Head, type JournalRecord, type Verdict } from './journal.ts'
import { type Beginning, beginningOf, wholeBeginning } from './journal-beginning.ts'
import { cutOf, type JournalCut, StateHash } from './journal-cut.ts'
import { readable, recordPage, sequenceIn } from './journal-pages.ts'
import type { MerkleTree } from './merkle.ts'
import type { Store } from './open.ts'
import { type Reads, rowIn, type Value } from './statement.ts'
import type { ActivityBatchRow, ActivityRow, CheckpointRow, JournalCutRow } from './tables.ts'

const PAGE = 1000
/** Parts of a state at a time: each is some thousand rows. */
const PARTS = 4

export type Verification = {
  /** Of the journal, with what the checkpoints say of it. */
  readonly journal: Verdict
  /** Why the activity log or a checkpoint is not what was written. */
  readonly problem?: string
  /** Sealed records of the activity log that are there. */
  readonly activities: number
  readonly checkpoints: number
  /** Where the journal begins, if its beginning was cut away. */
  readonly cut?: JournalCut
}

export type Against = {
  readonly verify: Verify
  /** Checkpoints that were kept elsewhere, of this organization: what is there must still lead to them. */
  readonly kept?: readonly Checkpoint[]
}

/**
 * Reads a journal that was not cut from its first record and checks it against the head that the organization's row names, both as
 * they are at one moment.
 * @returns the first bad sequence number, if there is one
 */
export async function verifyJournal(store: Store, organization: string): Promise<Verdict> {
  return store.consistent(() =>
    journalReads(store.build, organization, new CheckedJournal([], wholeBeginning(organization))),
  )
}

/** @param organization its id, or `INSTALL` for what has an activity log and no journal */
export async function verifyLogs(
  store: Store,
  organization: string,
  against: Against,
): Promise<Verification> {
  return store.consistent(() => reads(store.build, organization, against))
}

function* reads(build: Builder, organization: string, { verify, kept = [] }: Against): Reads<Verification> {
  const checkpoints: Checkpoint[] = []
  const reader = new CheckpointReader(organization, verify)
  let problem: string | undefined
  for (let after = 0; ; ) {
    const page = (yield checkpointPage(build, organization, after)).map(checkpointIn)
    for (const checkpoint of page) {
      const why = reader.read(checkpoint)
      if (why !== undefined) problem ??= `checkpoint ${checkpoint.number}: ${why}`
    }
    checkpoints.push(...page)
    if (page.length < PAGE) break
    after = page.at(-1)!.number
  }
  problem ??= keptProblem({ organization, checkpoints, verify }, kept, KEPT_ELSEWHERE)
  const told = [...checkpoints, ...kept]
  const cuts = (yield allCuts(build, organization)).map((row) => cutOf(rowIn(CUT, row) as JournalCutRow))
  const cut = cuts.at(-1)
  problem ??= yield* stateProblem(build, cut)
  const beginning = beginningOf({ organization, cuts, checkpoints, verify })
  const journal = yield* journalReads(build, organization, new CheckedJournal(told, beginning))
  const activity = yield* activityReads(build, organization)
  activity.expectCuts(cuts)
  for (const checkpoint of told) activity.expect(checkpoint.activity.batch, checkpoint.activity.hash)
  const activityFault = activity.fault()
  if (activityFault !== undefined) problem ??= `activity log: ${activityFault}`
  const counted = {
    activities: activity.records,
    checkpoints: checkpoints.length,
    ...(cut !== undefined && { cut }),
  }
  return problem === undefined ? { journal, ...counted } : { journal, problem, ...counted }
}

const KEPT_ELSEWHERE: KeptWords = {
  which: 'that was kept elsewhere',
  foreign: ': it is of another organization',
  missing: ' is missing here: the database is older than it',
  other: ' is another one here',
}

/** @returns why the state that a cut left is not the one that was signed */
function* stateProblem(build: Builder, cut: JournalCut | undefined): Reads<string | undefined> {
  if (cut === undefined) return undefined
  const hash = new StateHash()
  for (let after = -1; ; ) {
    const query = build.from.selectFrom('journal_cut_parts').select(['part', 'content'])
    const own = query.where('organization', '=', cut.organization).where('part', '>', after)
    const rows = yield own.orderBy('part').limit(PARTS).compile()
    for (const [part, content] of rows) {
      hash.add(String(content))
      after = Number(part)
    }
    if (rows.length < PARTS) break
  }
  return cutStateProblem(cut, hash.end())
}

/** @param hash of the state that is there */
export function cutStateProblem(cut: JournalCut, hash: string): string | undefined {
  return hash === cut.state.hash ? undefined : `cut ${cut.number}: the state there is not what was written`
}

/** A chain of records that has to pass through what checkpoints say. */
export class CheckedJournal {
  readonly #reader: ChainReader
  readonly #tree: MerkleTree
  readonly #roots: Map<number, Checkpoint[]>
  readonly #longest: number
  /** The last record that is gone. */
  readonly #gone: number
  #size: number
  #good: number

  constructor(checkpoints: readonly Checkpoint[], { head, tree, fault }: Beginning) {
    this.#reader = new ChainReader(head)
    if (fault !== undefined) this.#reader.refuseFrom(fault.sequence, fault.why)
    this.#tree = tree
    this.#gone = this.#size = this.#good = head.sequence
    this.#roots = Map.groupBy(checkpoints, ({ journal }) => journal.size)
    this.#longest = checkpoints.reduce((longest, { journal }) => Math.max(longest, journal.size), 0)
  }

  /** @param record `undefined`: one that cannot be read */
  read(record: JournalRecord | undefined): void {
    if (record === undefined) return this.#reader.refuse('its data is not readable')
    if (record.sequence > 0 && record.sequence <= this.#gone)
      this.#reader.refuseFrom(record.sequence, 'it is there, and a cut says that it was removed')
    this.#reader.read(record)
    this.#tree.append(record.hash)
    this.#size++
    const here = this.#roots.get(this.#size)
    if (here === undefined) return
    const { root } = this.#tree
    const other = here.find(({ journal }) => journal.root !== root || journal.head !== record.hash)
    if (other === undefined) this.#good = this.#size
    else this.#reader.refuseFrom(this.#good + 1, `it is not what checkpoint ${other.number} was made of`)
  }

  /** @param end what the last record has to be, where that is known */
  verdict(end?: Head): Verdict {
    if (this.#size < this.#longest)
      this.#reader.refuseFrom(this.#size + 1, 'it is missing: a checkpoint was made of more records')
    return this.#reader.verdict(end)
  }
}

function* journalReads(build: Builder, organization: string, journal: CheckedJournal): Reads<Verdict> {
  const organizations = build.from.selectFrom('organizations').select(['sequence', 'head_hash'])
  const [end] = yield organizations.where('id', '=', organization).compile()
  for (let from = 0; ; ) {
    const rows = yield recordPage(build, organization, from, PAGE)
    for (const row of rows) journal.read(readable(row))
    if (rows.length < PAGE) break
    from = sequenceIn(rows.at(-1)!) + 1
  }
  const [sequence, hash] = (end ?? [0, GENESIS]) as [number, string]
  return journal.verdict({ organization, sequence, hash })
}

const CHECKPOINT = [
  'organization',
  'number',
  'at',
  'journal_size',
  'journal_root',
  'journal_head',
  'peaks',
  'activity_batch',
  'activity_hash',
  'previous_hash',
  'hash',
  'key_id',
  'signature',
] as const satisfies readonly (keyof CheckpointRow)[]

function checkpointPage({ from }: Builder, organization: string, after: number) {
  return from
    .selectFrom('checkpoints')
    .select(CHECKPOINT)
    .where('organization', '=', organization)
    .where('number', '>', after)
    .orderBy('number')
    .limit(PAGE)
    .compile()
}

function checkpointIn(values: readonly Value[]): Checkpoint {
  return checkpointOf(rowIn(CHECKPOINT, values) as CheckpointRow)
}

const CUT = [
  'organization',
  'number',
  'at',
  'through',
  'count',
  'known_from',
  'head',
  'checkpoint',
  'peaks',
  'state_format',
  'state_size',
  'state_hash',
  'previous_hash',
  'hash',
  'key_id',
  'signature',
] as const satisfies readonly (keyof JournalCutRow)[]

/** One a day at most. */
function allCuts({ from }: Builder, organization: string) {
  const query = from.selectFrom('journal_cuts').select(CUT).where('organization', '=', organization)
  return query.orderBy('number').compile()
}

const BATCH = [
  'organization',
  'number',
  'at',
  'count',
  'content',
  'previous_hash',
  'hash',
  'cut_at',
] as const satisfies readonly (keyof ActivityBatchRow)[]

const ACTIVITY = [
  'organization',
  'id',
  'at',
  'type',
  'actor_account',
  'actor_type',
  'actor_session',
  'actor_address',
  'on_behalf_of',
  'data',
  'hash',
  'batch',
] as const satisfies readonly (keyof ActivityRow)[]

function* activityReads(build: Builder, organization: string): Reads<BatchReader> {
  const reader = new BatchReader(organization)
  for (let after = 0; ; ) {
    const batches = yield build.from
      .selectFrom('activity_batches')
      .select(BATCH)
      .where('organization', '=', organization)
      .where('number', '>', after)
      .orderBy('number')
      .limit(PAGE)
      .compile()
    for (const values of batches) {
      const batch = batchOf(rowIn(BATCH, values) as ActivityBatchRow)
      const members = yield build.from
        .selectFrom('activity')
        .select(ACTIVITY)
        .where('organization', '=', organization)
        .where('batch', '=', batch.number)
        .orderBy('id')
        .compile()
      reader.read(
        batch,
        members.map((row) => activityIn(row)),
      )
      after = batch.number
    }
    if (batches.length < PAGE) return reader
  }
}

/** One that cannot be read has another hash than it says. */
function activityIn(values: readonly Value[]): KeptActivity {
  const row = rowIn(ACTIVITY, values) as ActivityRow
  try {
    return activityOf(row)
  } catch {
    return { ...activityOf({ ...row, data: '{}' }), data: { unreadable: true } }
  }
}
