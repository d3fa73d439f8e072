/**
 * One change, whole or not at all: the events of one or more organizations, the rows they make, and what goes with
 * them in side tables. Events were computed in memory against known heads; they are written only if those still stand.
 */
import type { Event } from '../core/catalogue/events.ts'
import { commitSteps, type Ended, NothingWritten } from './commit-steps.ts'
import type { Engine, Transaction } from './engine.ts'
import { Conflict, StoreFault } from './fault.ts'
import type { Deed, Head, JournalRecord } from './journal.ts'
import { isThere } from './journal-writes.ts'
import { moved } from './notifications.ts'
import { DRIFT } from './projection/projection.ts'
import type { Write } from './statement.ts'

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

/** Faults that say nothing about the change itself, so that it may be tried again. */
const OUTSIDE: ReadonlySet<string> = new Set(['busy', 'full', 'io', 'corrupt', 'unavailable'])

/** @throws StoreFault `value` and `drift`, and what no part of the store expects: nothing was written then */
export async function commit(engine: Engine, change: Change): Promise<CommitOutcome> {
  try {
    const [ended] = await commitTogether(engine, [change])
    return asOutcome(ended!)
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Only a group passes over what is locked, so a change alone never ends there. */
function asOutcome(ended: Ended | CommitOutcome): CommitOutcome {
  if (ended.outcome !== 'locked') return ended
  throw new StoreFault('drift', 'a change that waits for locks was passed over')
}

/**
 * Several changes in one transaction, none of which concerns an organization of another: those whose heads stand are
 * written, all or none of them.
 * @param passing leaves out changes whose organizations are locked elsewhere, instead of waiting for them
 * @returns in the order of the changes
 * @throws what one of them made impossible for all: nothing was written then
 */
export async function commitTogether(
  engine: Engine,
  changes: readonly Change[],
  {
    passing = false,
    before,
  }: { readonly passing?: boolean; readonly before?: Transaction<unknown>['before'] } = {},
): Promise<(Ended | CommitOutcome)[]> {
  try {
    const announce = (ended: readonly Ended[]): string[] => announcements(changes, ended)
    const steps = () => commitSteps(engine.build, changes, passing)
    const made = await engine.transaction(steps, { announce, ...(before && { before }) })
    return made.state === 'committed' ? made.value : await settled(engine, made.value, made.error)
  } catch (error) {
    if (error instanceof NothingWritten) return [...error.ended]
    throw error
  }
}

/** @throws what is no outcome */
export function outcomeOf(error: unknown): CommitOutcome {
  if (error instanceof Conflict) return conflict(error)
  if (error instanceof StoreFault && OUTSIDE.has(error.code)) return { outcome: 'not_committed', error }
  throw error
}

function announcements(changes: readonly Change[], ended: readonly Ended[]): string[] {
  const hints = changes.flatMap(({ batches, extra = [] }, at) => {
    const end = ended[at]!
    if (end.outcome !== 'committed') return []
    const changed = end.heads.filter((_, index) => batches[index]!.events.length > 0)
    const others = extra.flatMap(({ announce }) => announce ?? [])
    return [...changed.map(({ organization, sequence }) => moved(organization, sequence)), ...others]
  })
  return [...new Set(hints)]
}

function conflict({ constraint }: Conflict): CommitOutcome {
  if (constraint !== DRIFT) return { outcome: 'conflict', constraint }
  throw new StoreFault('drift', 'the tables are not what the journal says: a row to change is not there')
}

/**
 * A commit that failed is unknown, not absent: the store recovers, then says whether a record of it is there, and with
 * that one all. On PostgreSQL the row's lock waits until the server has ended the transaction one way or the other.
 */
async function settled(
  engine: Engine,
  ended: readonly Ended[],
  error: Error,
): Promise<(Ended | CommitOutcome)[]> {
  const records = ended.flatMap((end) => (end.outcome === 'committed' ? end.records : []))
  const whether = await asked(engine, records.at(-1), error)
  return ended.map((end) => (end.outcome === 'committed' && whether !== 'there' ? whether : end))
}

async function asked(
  engine: Engine,
  record: JournalRecord | undefined,
  error: Error,
): Promise<CommitOutcome | 'there'> {
  try {
    await engine.settle()
    if (record === undefined) return { outcome: 'unknown', error }
    const ended = await engine.transaction(() => isThere(engine.build, record))
    if (ended.value) return 'there'
    return { outcome: 'not_committed', error: new StoreFault('io', 'the commit failed', error) }
  } catch (later) {
    return {
      outcome: 'unknown',
      error: new AggregateError([error, later], 'the commit failed, and so did asking'),
    }
  }
}
