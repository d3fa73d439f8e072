/** The steps of one transaction that writes changes: lock the heads, stop where one has moved on, write the rest. */
import type { Builder } from './builder.ts'
import { chain, type Deed, genesis, type Head, type JournalRecord } from './journal.ts'
import { advance, appendRecords, headOf, headQuery, headsPassing, type Move } from './journal-writes.ts'
import { project } from './projection/project.ts'
import type { Steps, Write } from './statement.ts'
import type { Batch, Change, CommitOutcome } from './unit-of-work.ts'

/** How one change of the transaction ended; `locked`: somebody else is at one of its organizations, or there is none. */
export type Ended =
  | Extract<CommitOutcome, { outcome: 'committed' | 'behind' }>
  | { readonly outcome: 'locked' }

/** Thrown inside the steps where there is nothing to write, so that they roll back. */
export class NothingWritten extends Error {
  readonly ended: readonly Ended[]

  constructor(ended: readonly Ended[]) {
    super('nothing was written')
    this.name = 'NothingWritten'
    this.ended = ended
  }
}

type Heads = ReadonlyMap<string, Head>

/** What is written for all changes together. */
type Gathered = {
  readonly rows: Write[]
  readonly records: JournalRecord[]
  readonly moves: Move[]
  readonly extra: Write[]
}

/** @throws NothingWritten where no change can be written */
export function* commitSteps(build: Builder, changes: readonly Change[], passing: boolean): Steps<Ended[]> {
  const heads = yield* passing ? standingHeads(build, changes) : lockedHeads(build, changes)
  const gathered: Gathered = { rows: [], records: [], moves: [], extra: [] }
  const ended = changes.map((change) => addChange(build, change, heads, gathered))
  if (ended.every(({ outcome }) => outcome !== 'committed')) throw new NothingWritten(ended)
  const { rows, records, moves, extra } = gathered
  yield [...rows, ...appendRecords(build, records), ...advance(build, moves), ...extra]
  return ended
}

function addChange(build: Builder, { batches, extra = [] }: Change, heads: Heads, all: Gathered): Ended {
  const stand = batches.map((batch) => heads.get(batch.organization))
  if (!areAllThere(stand)) return { outcome: 'locked' }
  const moved = stand.filter(({ sequence }, at) => sequence !== batches[at]!.expectedSequence)
  if (moved.length > 0) return { outcome: 'behind', heads: moved }
  const added = batches.map((batch, at) => chain(stand[at]!, deedOf(batch), batch.events))
  for (const [at, batch] of batches.entries()) {
    const { organization, at: when, customer } = batch
    const place = { organization, at: when, ...(customer !== undefined && { customer }) }
    all.rows.push(...batch.events.flatMap((event) => project(event, place, build)))
    all.records.push(...added[at]!)
    const to = added[at]!.at(-1)
    if (to !== undefined) all.moves.push({ from: stand[at]!, to })
  }
  all.extra.push(...extra)
  return {
    outcome: 'committed',
    heads: added.map((records, at) => endOf(records, stand[at]!)),
    records: added.flat(),
  }
}

function areAllThere(heads: (Head | undefined)[]): heads is Head[] {
  return !heads.includes(undefined)
}

/** Locks the organizations, waiting for whoever is at them. */
function* lockedHeads(build: Builder, changes: readonly Change[]): Steps<Heads> {
  // Always in the order of ids, so that two changes never wait for each other.
  const batches = changes
    .flatMap((change) => change.batches)
    .toSorted((a, b) => (a.organization < b.organization ? -1 : 1))
  const locks = batches.filter(isNew).flatMap(({ organization }) => build.lock(organization))
  const results = yield [...locks, ...batches.map(({ organization }) => headQuery(build, organization))]
  const heads = new Map(batches.map(({ organization }) => [organization, genesis(organization)]))
  for (const { rows } of results.slice(locks.length)) {
    for (const row of rows) heads.set(String(row.id), headOf(row))
  }
  return heads
}

/** Locks those organizations that nobody else is at. */
function* standingHeads(build: Builder, changes: readonly Change[]): Steps<Heads> {
  const ids = changes.flatMap(({ batches }) => batches.map(({ organization }) => organization))
  const [found] = yield [headsPassing(build, ids)]
  return new Map(found!.rows.map((row) => [String(row.id), headOf(row)]))
}

function endOf(records: readonly JournalRecord[], head: Head): Head {
  const last = records.at(-1)
  return last === undefined
    ? head
    : { organization: head.organization, sequence: last.sequence, hash: last.hash }
}

function isNew({ expectedSequence }: Batch): boolean {
  return expectedSequence === 0
}

function deedOf({ at, actor, command, reason }: Batch): Deed {
  return { at, actor, command, ...(reason !== undefined && { reason }) }
}
