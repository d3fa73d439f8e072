/**
 * Makes proposals durable, whole or not at all. The organizations concerned take turns in this process; where another
 * process was faster, what is missing is applied and the attempt made again: authorization, command and guards.
 */

import type { Proposal } from '../core/index.ts'
import { type Event, refuse } from '../core/index.ts'
import {
  type Batch,
  type Change,
  type CommitOutcome,
  canonicalJson,
  type DirectoryEntry,
  type Head,
  type JournalActor,
  readJournal,
  type Write,
} from '../store/store.ts'
import type { Deps } from './deps.ts'
import type { LivingOrganization } from './living-organization.ts'
import { Refused } from './refused.ts'
import { CLAIM_LOST } from './replays.ts'

/** What happens to one organization. */
export type Part = {
  readonly living: LivingOrganization
  readonly proposal: Proposal
  readonly actor: JournalActor
  readonly command: string
  readonly reason?: string
}

export type Attempt<T> = {
  /** Without parts and `extra` nothing is written. */
  readonly parts: readonly Part[]
  readonly at: number
  /** Side tables. */
  readonly extra?: readonly Write[]
  /** People whom the change brings in or renames. */
  readonly known?: readonly DirectoryEntry[]
  readonly result: T
}

const ATTEMPTS = 8
/** After so many, others are faster all the time: the organizations are held while the next one is made. */
const UNHELD = 2

/**
 * @param attempt made with the current snapshots, and made again where they were not current; throws what it refuses
 * @param answer made while nobody else has changed anything yet, so that it tells of this change
 * @throws Refused; nothing was written then, unless it says that this is not known
 */
export async function commitInTurn<T, A>(
  deps: Deps,
  livings: readonly LivingOrganization[],
  attempt: () => Promise<Attempt<T>>,
  answer: (result: T) => Promise<A> | A,
): Promise<A> {
  return inTurnOfAll(livings, () => untilWritten(deps, livings, attempt, answer))
}

/** Always in the order of ids, so that two changes never wait for each other. */
async function inTurnOfAll<T>(livings: readonly LivingOrganization[], work: () => Promise<T>): Promise<T> {
  const [first, ...rest] = livings.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return first === undefined ? work() : first.inTurn(() => inTurnOfAll(rest, work))
}

async function untilWritten<T, A>(
  deps: Deps,
  livings: readonly LivingOrganization[],
  attempt: () => Promise<Attempt<T>>,
  answer: (result: T) => Promise<A> | A,
): Promise<A> {
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    const made = tries < UNHELD ? await tried(deps, attempt) : await held(deps, livings, attempt)
    if (made !== undefined) return answer(made.result)
  }
  throw new Refused(refuse('OVERLOADED', 'others keep changing this at the same time'), { retryAfter: 1 })
}

function isEmpty({ parts, extra = [] }: Attempt<unknown>): boolean {
  return extra.length === 0 && parts.every(({ proposal }) => proposal.events.length === 0)
}

/** @returns `undefined`: something was not as it seemed, try again */
async function tried<T>(deps: Deps, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T> | undefined> {
  const made = await attempt()
  if (isEmpty(made)) return made
  return (await isWritten(deps, made, await deps.store.commit(changeOf(made)))) ? made : undefined
}

/** The same, with nobody else changing these organizations meanwhile. */
async function held<T>(
  deps: Deps,
  livings: readonly LivingOrganization[],
  attempt: () => Promise<Attempt<T>>,
): Promise<Attempt<T> | undefined> {
  let made: Attempt<T> | undefined
  const ids = livings.map(({ id }) => id)
  const outcome = await deps.store.commitHolding(ids, async () => {
    for (const living of livings) await living.catchUp()
    made = await attempt()
    return isEmpty(made) ? undefined : changeOf(made)
  })
  if (outcome === undefined) return made
  // Without an attempt the organizations could not be held: nothing was written.
  const attempted = made ?? { parts: [], at: 0, result: undefined }
  return (await isWritten(deps, attempted, outcome)) ? made : undefined
}

function changeOf({ parts, at, extra = [] }: Attempt<unknown>): Change {
  return { batches: parts.map((part) => batchOf(part, at)), extra }
}

/** Takes in how it ended. @returns `false`: something was not as it seemed, try again */
async function isWritten(deps: Deps, attempt: Attempt<unknown>, outcome: CommitOutcome): Promise<boolean> {
  const { parts } = attempt
  switch (outcome.outcome) {
    case 'committed':
      await publish(deps, attempt, outcome.heads)
      return true
    case 'behind':
    case 'conflict':
      if (outcome.outcome === 'conflict' && outcome.constraint === CLAIM_LOST) throw takenOver()
      for (const { living } of parts) await living.catchUp()
      return false
    case 'not_committed':
      deps.logger.error({ err: outcome.error }, 'a change could not be written')
      throw notWritten()
    case 'unknown':
      return askAgain(deps, attempt, outcome)
  }
}

function batchOf({ living, proposal, actor, command, reason }: Part, at: number): Batch {
  return {
    organization: living.id,
    expectedSequence: living.snapshot.revision,
    events: proposal.events,
    at,
    actor,
    command,
    ...(reason !== undefined && { reason }),
  }
}

async function publish(
  deps: Deps,
  { parts, known = [], extra = [] }: Attempt<unknown>,
  heads: readonly Head[] = [],
): Promise<void> {
  for (const [at, { living, proposal }] of parts.entries()) living.publish(proposal.after, known, heads[at])
  if (extra.length === 0) return
  // The change is made. What it revoked is dropped from memory now; if that fails, the next poll does it.
  await deps.sessions.followRevocations().catch((error: unknown) => {
    deps.logger.error({ err: error }, 'cannot read the log of revocations')
  })
}

function takenOver(): Refused {
  const detail = 'another request with this idempotency key has taken over'
  return new Refused(refuse('STILL_RUNNING', detail), { retryAfter: 1 })
}

export function notWritten(): Refused {
  const detail = 'the change could not be recorded, so it was not made'
  return new Refused(refuse('INTERNAL', detail), { status: 503, retryAfter: 1 })
}

/** The store does not know whether the change is there: look for its records before answering anything. */
async function askAgain(
  deps: Deps,
  attempt: Attempt<unknown>,
  { error }: Extract<CommitOutcome, { outcome: 'unknown' }>,
): Promise<boolean> {
  deps.logger.error({ err: error }, 'it is not known whether a change was written')
  const part = attempt.parts.find(({ proposal }) => proposal.events.length > 0)
  const there = part === undefined ? undefined : await isThere(deps, part).catch(() => undefined)
  if (there === undefined) {
    const detail = 'it is not known whether the change was made: look before you repeat it'
    throw new Refused(refuse('INTERNAL', detail), { status: 503 })
  }
  if (!there) throw notWritten()
  await publish(deps, attempt)
  return true
}

async function isThere({ store }: Deps, { living, proposal }: Part): Promise<boolean> {
  const { events } = proposal
  const records = await readJournal(store, living.id, living.snapshot.revision + 1, events.length)
  const text = (event: Event): string => canonicalJson({ type: event.type, data: event.data })
  return (
    records.length === events.length && records.every(({ event }, at) => text(event) === text(events[at]!))
  )
}
