/**
 * One change, whole or not at all: the events of one or more organizations, the rows they make, and what goes with
 * them in side tables. Events were computed in memory against known heads; they are written only if those still stand.
 */
import type { Event } from '../core/catalogue/events.ts'
import type { Builder } from './builder.ts'
import type { Engine } from './engine.ts'
import { Conflict, StoreFault } from './fault.ts'
import { chain, type Deed, genesis, type Head, type JournalRecord } from './journal.ts'
import { rowOf } from './journal-rows.ts'
import { moved } from './notifications.ts'
import { project } from './projection/project.ts'
import { DRIFT } from './projection/projection.ts'
import { one, type Statement, type Steps, type Write } from './statement.ts'

/** What happens to one organization. */
export type Batch = Deed & {
  readonly organization: string
  /** The sequence number the events were computed from; 0 where they create the organization. */
  readonly expectedSequence: number
  readonly events: readonly Event[]
  /** Of a new organization. */
  readonly customer?: string
}

export type Change = {
  readonly batches: readonly Batch[]
  /** Side tables: accounts, links, sessions, tokens, idempotency keys. */
  readonly extra?: readonly Write[]
}

/**
 * - `committed`: durable; `records` are those of all batches, `heads` one per batch, both in the order of the batches
 * - `behind`: an organization is not where the caller thought; load what is missing, authorize and guard again
 * - `conflict`: something unique is taken, or a row that had to change did not (a link used twice); nothing written
 * - `not_committed`: nothing written; the cause is outside (no space, locked, unreachable)
 * - `unknown`: it may or may not be there; do not answer yes or no
 */
export type CommitOutcome =
  | {
      readonly outcome: 'committed'
      readonly heads: readonly Head[]
      readonly records: readonly JournalRecord[]
    }
  | { readonly outcome: 'behind'; readonly heads: readonly Head[] }
  | { readonly outcome: 'conflict'; readonly constraint: string }
  | { readonly outcome: 'not_committed'; readonly error: StoreFault }
  | { readonly outcome: 'unknown'; readonly error: Error }

type Committed = Extract<CommitOutcome, { outcome: 'committed' }>

/** Thrown inside the steps, so that they roll back. */
class Behind extends Error {
  readonly heads: readonly Head[]

  constructor(heads: readonly Head[]) {
    super('behind')
    this.heads = heads
  }
}

/** Faults that say nothing about the change itself, so that it may be tried again. */
const OUTSIDE: ReadonlySet<string> = new Set(['busy', 'full', 'io', 'corrupt', 'unavailable'])

/** @throws StoreFault `value` and `drift`, and what no part of the store expects: nothing was written then */
export async function commit(engine: Engine, change: Change): Promise<CommitOutcome> {
  try {
    const announce = ({ heads }: Committed): string[] => announcements(change, heads)
    const ended = await engine.transaction(() => commitSteps(engine.build, change), { announce })
    return ended.state === 'committed' ? ended.value : await settled(engine, ended.value, ended.error)
  } catch (error) {
    if (error instanceof Behind) return { outcome: 'behind', heads: error.heads }
    if (error instanceof Conflict) return conflict(error)
    if (error instanceof StoreFault && OUTSIDE.has(error.code)) return { outcome: 'not_committed', error }
    throw error
  }
}

function announcements({ batches, extra = [] }: Change, heads: readonly Head[]): string[] {
  const changed = heads.filter((_, at) => batches[at]!.events.length > 0)
  const others = new Set(extra.flatMap(({ announce }) => announce ?? []))
  return [...changed.map(({ organization, sequence }) => moved(organization, sequence)), ...others]
}

function conflict({ constraint }: Conflict): CommitOutcome {
  if (constraint !== DRIFT) return { outcome: 'conflict', constraint }
  throw new StoreFault('drift', 'the tables are not what the journal says: a row to change is not there')
}

function* commitSteps(build: Builder, { batches, extra = [] }: Change): Steps<Committed> {
  // Always in the order of ids, so that two changes never wait for each other.
  const ordered = batches.toSorted((a, b) => (a.organization < b.organization ? -1 : 1))
  const heads = yield* standingHeads(build, ordered)
  const writes: Write[] = []
  const records = new Map<string, readonly JournalRecord[]>()
  for (const batch of ordered) {
    const head = heads.get(batch.organization)!
    const added = chain(head, deedOf(batch), batch.events)
    records.set(batch.organization, added)
    writes.push(...statementsOf(build, batch, head, added))
  }
  yield [...writes, ...extra]
  return {
    outcome: 'committed',
    heads: batches.map(({ organization }) => endOf(records.get(organization)!, heads.get(organization)!)),
    records: batches.flatMap(({ organization }) => records.get(organization)!),
  }
}

/** Locks the organizations, and stops unless every head is the expected one. */
function* standingHeads(build: Builder, batches: readonly Batch[]): Steps<Map<string, Head>> {
  const locks = batches.filter(isNew).flatMap(({ organization }) => build.lock(organization))
  const results = yield [...locks, ...batches.map(({ organization }) => headQuery(build, organization))]
  const heads = new Map(batches.map(({ organization }) => [organization, genesis(organization)]))
  for (const { rows } of results.slice(locks.length)) {
    for (const row of rows) heads.set(String(row.id), headOf(row))
  }
  const moved = batches.filter((batch) => heads.get(batch.organization)!.sequence !== batch.expectedSequence)
  if (moved.length > 0) throw new Behind(moved.map(({ organization }) => heads.get(organization)!))
  return heads
}

function statementsOf(build: Builder, batch: Batch, head: Head, records: readonly JournalRecord[]): Write[] {
  const { organization, at, customer, events } = batch
  const place = { organization, at, ...(customer !== undefined && { customer }) }
  const { sequence, hash } = endOf(records, head)
  const advance = build.update(
    'organizations',
    { id: organization, sequence: head.sequence },
    { sequence, head_hash: hash },
  )
  return [
    ...events.flatMap((event) => project(event, place, build)),
    ...records.map((record) => build.insert('journal', rowOf(record))),
    one(advance, DRIFT),
  ]
}

/**
 * A commit that failed is unknown, not absent: the store recovers, then says whether the last record is there. On
 * PostgreSQL the row's lock waits until the server has ended the transaction one way or the other.
 */
async function settled(engine: Engine, change: Committed, error: Error): Promise<CommitOutcome> {
  const record = change.records.at(-1)
  try {
    await engine.settle()
    if (record === undefined) return { outcome: 'unknown', error }
    const ended = await engine.transaction(() => isThere(engine.build, record))
    if (ended.value) return change
    return { outcome: 'not_committed', error: new StoreFault('io', 'the commit failed', error) }
  } catch (later) {
    return {
      outcome: 'unknown',
      error: new AggregateError([error, later], 'the commit failed, and so did asking'),
    }
  }
}

function* isThere(build: Builder, { organization, sequence, hash }: JournalRecord): Steps<boolean> {
  yield [...build.lock(organization), headQuery(build, organization)]
  const query = build.from.selectFrom('journal').select('hash').where('organization', '=', organization)
  const [found] = yield [query.where('sequence', '=', sequence).compile()]
  return found!.rows[0]?.hash === hash
}

function headQuery(build: Builder, organization: string): Statement {
  return build.once('head', [organization], () => {
    const query = build.from
      .selectFrom('organizations')
      .select(['id', 'sequence', 'head_hash'])
      .where('id', '=', organization)
    return build.dialect === 'postgresql' ? query.forUpdate() : query
  })
}

function headOf(row: Record<string, unknown>): Head {
  return { organization: String(row.id), sequence: Number(row.sequence), hash: String(row.head_hash) }
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
