/** Batches of the activity log: each holds the hash over its records and that of the batch before. */
import { createHash } from 'node:crypto'
import { type ActivityRecord, activityHash, activityOf, type KeptActivity } from './activity.ts'
import type { Builder } from './builder.ts'
import { canonicalJson } from './canonical-json.ts'
import { GENESIS } from './journal.ts'
import type { JournalCut } from './journal-cut.ts'
import type { Store } from './open.ts'
import { one, type Statement, type Write } from './statement.ts'
import type { ActivityBatchRow } from './tables.ts'

/** Records in one batch at most. */
const LARGEST = 1000

export type Batch = {
  readonly organization: string
  /** From 1, without gaps. */
  readonly number: number
  readonly at: number
  readonly count: number
  /** Hash over the hashes of its records, in the order of their ids. */
  readonly content: string
  readonly previousHash: string
  readonly hash: string
  /** When its records were removed. */
  readonly cutAt?: number
}

/**
 * Puts what is open into batches. Where another replica does the same, one of them wins and nothing is lost.
 * @returns how many records were sealed
 */
export async function sealActivity(store: Store, organization: string, at: number): Promise<number> {
  for (let sealed = 0; ; ) {
    const count = await sealOne(store, organization, at)
    sealed += count
    if (count < LARGEST) return sealed
  }
}

async function sealOne(store: Store, organization: string, at: number): Promise<number> {
  const { build } = store
  const open = await store.rows(
    build.from
      .selectFrom('activity')
      .select(['id', 'hash'])
      .where('organization', '=', organization)
      .where('batch', 'is', null)
      .orderBy('id')
      .limit(LARGEST),
  )
  if (open.length === 0) return 0
  const last = await lastBatch(store, organization)
  const number = (last?.number ?? 0) + 1
  const previousHash = last?.hash ?? GENESIS
  const content = contentHash(open.map(({ hash }) => hash))
  const sums = { organization, number, at, count: open.length, content }
  const row = {
    ...sums,
    previous_hash: previousHash,
    hash: batchHash({ ...sums, previousHash }),
    cut_at: null,
  }
  const outcome = await store.write([
    build.insert('activity_batches', row),
    ...open.map(({ id }) => one(sealedInto(build, organization, id, number), 'activity.batch')),
  ])
  return outcome.outcome === 'committed' ? open.length : 0
}

/** Changes nothing where it was sealed already: then another replica was faster, and nothing of this is written. */
function sealedInto(build: Builder, organization: string, id: string, number: number): Statement {
  return build.once('seal activity', [number, organization, id], () =>
    build.from
      .updateTable('activity')
      .set({ batch: number })
      .where('organization', '=', organization)
      .where('id', '=', id)
      .where('batch', 'is', null),
  )
}

export async function lastBatch(store: Store, organization: string): Promise<Batch | undefined> {
  const query = store.build.from
    .selectFrom('activity_batches')
    .selectAll()
    .where('organization', '=', organization)
  const row = await store.first(query.orderBy('number', 'desc').limit(1))
  return row && batchOf(row)
}

/** Where something waits to be sealed. */
export async function openPlaces(store: Store): Promise<string[]> {
  const query = store.build.from
    .selectFrom('activity')
    .select('organization')
    .distinct()
    .where('batch', 'is', null)
  return (await store.rows(query)).map(({ organization }) => organization)
}

/** Batches of which everything is older than an instant, and whose records are still there; in order. */
export async function batchesBefore(store: Store, organization: string, before: number): Promise<Batch[]> {
  const query = store.build.from
    .selectFrom('activity_batches')
    .selectAll()
    .where('organization', '=', organization)
  const old = query.where('cut_at', 'is', null).where('at', '<', before)
  return (await store.rows(old.orderBy('number').limit(LARGEST))).map(batchOf)
}

export type BatchOfRecords = { readonly batch: Batch; readonly members: readonly KeptActivity[] }

/** Every batch in order, with its records in the order of their ids; what is not sealed yet is not among them. */
export async function* activityBatches(store: Store, organization: string): AsyncGenerator<BatchOfRecords> {
  const { from } = store.build
  for (let after = 0; ; ) {
    const query = from.selectFrom('activity_batches').selectAll().where('organization', '=', organization)
    const rows = await store.rows(query.where('number', '>', after).orderBy('number').limit(100))
    for (const row of rows) {
      const members = from.selectFrom('activity').selectAll().where('organization', '=', organization)
      const found = await store.rows(members.where('batch', '=', row.number).orderBy('id'))
      yield { batch: batchOf(row), members: found.map(activityOf) }
      after = row.number
    }
    if (rows.length < 100) return
  }
}

/** Removes the records of these batches; the batches stay, so that the chain still holds. */
export function cutActivity(build: Builder, organization: string, through: number, at: number): Write[] {
  const { from } = build
  return [
    from
      .deleteFrom('activity')
      .where('organization', '=', organization)
      .where('batch', '<=', through)
      .compile(),
    from
      .updateTable('activity_batches')
      .set({ cut_at: at })
      .where('organization', '=', organization)
      .where('number', '<=', through)
      .where('cut_at', 'is', null)
      .compile(),
  ]
}

export function batchOf(row: ActivityBatchRow): Batch {
  const { organization, number, at, count, content, previous_hash, hash, cut_at } = row
  const batch = { organization, number, at, count, content, previousHash: previous_hash, hash }
  return cut_at === null ? batch : { ...batch, cutAt: cut_at }
}

function contentHash(hashes: readonly string[]): string {
  return createHash('sha256').update(hashes.join('\n')).digest('hex')
}

function batchHash(batch: Omit<Batch, 'hash' | 'cutAt'>): string {
  const { organization, number, at, count, content, previousHash } = batch
  return createHash('sha256')
    .update(previousHash)
    .update(canonicalJson({ organization, number, at, count, content }))
    .digest('hex')
}

type Member = ActivityRecord & { readonly hash: string }

/** Follows batches in their order; keeps the first fault. */
export class BatchReader {
  readonly #organization: string
  readonly #hashes = new Map<number, string>()
  #number = 0
  #hash = GENESIS
  #fault: string | undefined
  #records = 0
  #lastCut = 0
  #cutTold = 0
  /** Hashes of cuts of the journal, by their number. */
  readonly #journalCuts = new Map<number, string>()

  constructor(organization: string) {
    this.#organization = organization
  }

  /** @param members its records in the order of their ids; of a batch that was cut, none */
  read(batch: Batch, members: readonly Member[]): void {
    this.#fault ??= this.#faultOf(batch, members)
    this.#number = batch.number
    this.#hash = batch.hash
    this.#hashes.set(batch.number, batch.hash)
    this.#records += members.length
    if (batch.cutAt !== undefined) this.#lastCut = batch.number
    for (const { type, data } of members) {
      if (type === 'journal.cut') this.#journalCuts.set(Number(data['number']), String(data['hash']))
      if (type === 'activity.cut') this.#cutTold = Math.max(this.#cutTold, Number(data['through']))
    }
  }

  /** @returns why the log is not what was written */
  fault(): string | undefined {
    if (this.#fault !== undefined) return this.#fault
    if (this.#lastCut > this.#cutTold)
      return `the records of batch ${this.#lastCut} are missing, and no record says that they were removed`
    return undefined
  }

  /** What a checkpoint says must be there. */
  expect(number: number, hash: string): void {
    if (number === 0 || this.#hashes.get(number) === hash) return
    this.#fault ??= `batch ${number} is missing, or not what a checkpoint says`
  }

  /** A cut of the journal that was recorded must be there, as it was. @param cuts in their order, from the first */
  expectCuts(cuts: readonly JournalCut[]): void {
    for (const [number, hash] of this.#journalCuts) {
      if (cuts[number - 1]?.hash !== hash)
        this.#fault ??= `cut ${number} of the journal is missing, or not what was recorded`
    }
  }

  /** Sealed records that are there. */
  get records(): number {
    return this.#records
  }

  #faultOf(batch: Batch, members: readonly Member[]): string | undefined {
    const name = `batch ${batch.number}`
    if (batch.organization !== this.#organization) return `${name} belongs to another organization`
    if (batch.number !== this.#number + 1) return `batch ${this.#number + 1} is missing`
    if (batch.previousHash !== this.#hash) return `${name} does not follow from the one before`
    if (batchHash(batch) !== batch.hash) return `${name} is not what was written`
    if (batch.cutAt !== undefined) return members.length === 0 ? undefined : `${name} is said to be removed`
    if (members.length !== batch.count) return `${name} has ${members.length} records and had ${batch.count}`
    const changed = members.find((member) => activityHash(member) !== member.hash)
    if (changed !== undefined) return `record \`${changed.id}\` is not what was written`
    return contentHash(members.map(({ hash }) => hash)) === batch.content
      ? undefined
      : `${name} does not hold the records that were written`
  }
}
