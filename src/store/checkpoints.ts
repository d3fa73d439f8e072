/** Writes checkpoints, each going on from the one before, and reads them. */
import { lastBatch, sealActivity } from './activity-batches.ts'
import { JournalGap } from './audit.ts'
import type { Builder } from './builder.ts'
import { type AuditKey, type Checkpoint, checkpointOf, checkpointRow, signed } from './checkpoint.ts'
import { ChainReader, GENESIS, genesis, type Head } from './journal.ts'
import type { JournalCut } from './journal-cut.ts'
import { lastCut } from './journal-cuts.ts'
import { hashIn, readable, recordPage } from './journal-pages.ts'
import { consistencyRuns, MerkleTree, type Sized } from './merkle.ts'
import type { Store } from './open.ts'
import type { Reads } from './statement.ts'
import type { CheckpointRow } from './tables.ts'

const PAGE = 1000

/**
 * Seals what is open in the activity log and signs where both logs are, unless nothing came since the last time. What is
 * new in the journal is verified first: a chain that is broken is not signed.
 * @returns the newest checkpoint; `undefined` where there is none and could be none
 * @throws BrokenChain
 */
export async function writeCheckpoint(
  store: Store,
  organization: string,
  key: AuditKey,
  at: number,
): Promise<Checkpoint | undefined> {
  await sealActivity(store, organization, at)
  const last = await lastCheckpointRow(store, organization)
  const batch = await lastBatch(store, organization)
  const activity = { batch: batch?.number ?? 0, hash: batch?.hash ?? GENESIS }
  const { tree, head } = await store.consistent(() => grown(store.build, organization, last))
  const { sequence: size } = head
  if (last !== undefined && last.journal_size === size && last.activity_batch === activity.batch)
    return checkpointOf(last)
  if (size === 0 && activity.batch === 0) return undefined
  const made = signed(
    {
      organization,
      number: (last?.number ?? 0) + 1,
      at,
      journal: { size, root: tree.root, head: head.hash },
      activity,
      previous: last?.hash ?? GENESIS,
    },
    key,
  )
  const row = checkpointRow(made, tree.peaks)
  const { outcome } = await store.write([store.build.insert('checkpoints', row)])
  if (outcome === 'committed') return made
  // Another replica was faster.
  const standing = await lastCheckpointRow(store, organization)
  return standing && checkpointOf(standing)
}

/** The journal was changed: nothing is signed on top of it. */
export class BrokenChain extends Error {
  readonly sequence: number

  constructor(organization: string, sequence: number, why: string) {
    super(`the journal of \`${organization}\` is broken at ${sequence}: ${why}`)
    this.name = 'BrokenChain'
    this.sequence = sequence
  }
}

function* grown(
  build: Builder,
  organization: string,
  last: CheckpointRow | undefined,
): Reads<{ tree: MerkleTree; head: Head }> {
  const tree = last === undefined ? MerkleTree.empty() : MerkleTree.from(last.peaks)
  const begin: Head =
    last === undefined
      ? genesis(organization)
      : { organization, sequence: last.journal_size, hash: last.journal_head }
  const reader = new ChainReader(begin)
  for (let from = begin.sequence + 1; ; from += PAGE) {
    const rows = yield recordPage(build, organization, from, PAGE)
    for (const row of rows) {
      const record = readable(row)
      if (record === undefined) reader.refuse('its data is not readable')
      else {
        reader.read(record)
        tree.append(record.hash)
      }
    }
    if (rows.length < PAGE) break
  }
  const verdict = reader.verdict()
  if (!verdict.valid) throw new BrokenChain(organization, verdict.sequence, verdict.why)
  return { tree, head: verdict.head }
}

async function lastCheckpointRow(store: Store, organization: string): Promise<CheckpointRow | undefined> {
  const query = store.build.from
    .selectFrom('checkpoints')
    .selectAll()
    .where('organization', '=', organization)
  return store.first(query.orderBy('number', 'desc').limit(1))
}

/** The newest. */
export async function lastCheckpoint(store: Store, organization: string): Promise<Checkpoint | undefined> {
  const row = await lastCheckpointRow(store, organization)
  return row && checkpointOf(row)
}

/** At most `limit`: newest first, those with a smaller number; or in their order, those with a greater one. */
export async function listCheckpoints(
  store: Store,
  organization: string,
  place:
    | { readonly before?: number; readonly limit: number }
    | { readonly after: number; readonly limit: number },
): Promise<Checkpoint[]> {
  let query = store.build.from.selectFrom('checkpoints').selectAll().where('organization', '=', organization)
  if ('after' in place) query = query.where('number', '>', place.after).orderBy('number')
  else if (place.before === undefined) query = query.orderBy('number', 'desc')
  else query = query.where('number', '<', place.before).orderBy('number', 'desc')
  return (await store.rows(query.limit(place.limit))).map(checkpointOf)
}

export type Consistency = {
  readonly first: Sized
  readonly second: Sized
  readonly proof: readonly string[]
}

/** @param first and `second` are sizes, 0 < first ≤ second ≤ records; `first` not before the last cut */
export async function proveConsistency(
  store: Store,
  organization: string,
  first: number,
  second: number,
): Promise<Consistency> {
  const cut = await lastCut(store, organization)
  if (first < (cut?.through ?? 0)) throw new JournalGap(organization, first, cut)
  return store.consistent(() => proofReads(store.build, { organization, first, second, cut }))
}

type Proving = {
  readonly organization: string
  readonly first: number
  readonly second: number
  readonly cut: JournalCut | undefined
}

function* proofReads(build: Builder, { organization, first, second, cut }: Proving): Reads<Consistency> {
  const runs = consistencyRuns(first, second)
  const whole = cut === undefined ? MerkleTree.empty() : MerkleTree.from(cut.peaks)
  const trees = runs.map((run) => whole.within(run))
  let root = whole.size === first ? whole.root : ''
  for (let from = whole.size + 1; from <= second; from += PAGE) {
    const rows = yield recordPage(build, organization, from, Math.min(PAGE, second - from + 1))
    for (const row of rows) {
      const hash = hashIn(row)
      const leaf = whole.size
      trees[runs.findIndex(([begin, end]) => leaf >= begin && leaf < end)]?.append(hash)
      whole.append(hash)
      if (whole.size === first) root = whole.root
    }
    if (rows.length === 0) break
  }
  return {
    first: { size: first, root },
    second: { size: second, root: whole.root },
    proof: trees.map((tree) => tree.root),
  }
}
