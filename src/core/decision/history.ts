/**
 * When and by what a decision flipped: replays the organization's changes and asks the same question after each, and
 * whenever a date in between can have changed the answer.
 */
import type { Event } from '../catalogue/events.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decide } from './decide.ts'
import { grantsAt } from './held.ts'
import type { Verdict } from './verdict.ts'

export type Question = { readonly principal: string; readonly permission: string; readonly scope: string }

/** One change: the events of one command, which take effect together. */
export type PastChange = {
  /** Sequence of its last event: the revision it led to. */
  readonly revision: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly events: readonly Event[]
}

export type Flip = {
  /** Epoch milliseconds. */
  readonly at: number
  readonly from: Verdict
  readonly to: Verdict
  /** The revision that did it; absent where a date did, and nobody. */
  readonly revision?: number
}

/** Follows one question through the changes of an organization, one after the other. */
export class FlipReader {
  readonly #question: Question
  readonly #flips: Flip[] = []
  #snapshot: Snapshot
  #verdict: Verdict
  #reached: number

  /**
   * @param start the organization as it was at `since`; it is superseded by the replay
   * @param since epoch milliseconds
   */
  constructor(start: Snapshot, question: Question, since: number) {
    this.#question = question
    this.#snapshot = start
    this.#verdict = ask(start, question, since)
    this.#reached = since
  }

  /** What was decided at the instant that was looked at last. */
  get verdict(): Verdict {
    return this.#verdict
  }

  /** @returns whether this change made a flip, and not a date before it */
  read({ revision, at, events }: PastChange): boolean {
    // A clock that was set back does not undo what has been looked at.
    this.#passTime(at - 1)
    this.#snapshot = apply(this.#snapshot, events).settle()
    return this.#look(Math.max(at, this.#reached), revision)
  }

  /** @returns flips between allowed and denied, oldest first; dates up to `until` count */
  end(until: number): readonly Flip[] {
    this.#passTime(until)
    return this.#flips
  }

  #look(at: number, revision?: number): boolean {
    const [from, to] = [this.#verdict, ask(this.#snapshot, this.#question, at)]
    this.#verdict = to
    if (from.allowed === to.allowed) return false
    this.#flips.push({ at, from, to, ...(revision !== undefined && { revision }) })
    return true
  }

  #passTime(to: number): void {
    const next = (after: number): number => nextBoundary(this.#snapshot, this.#question, after)
    for (let at = next(this.#reached); at <= to; at = next(at)) this.#look(at)
    this.#reached = Math.max(this.#reached, to)
  }
}

/**
 * @param start the organization as it was at `since`; it is superseded by the replay
 * @param changes what came after, in order
 * @param until epoch milliseconds; dates up to it count
 * @returns flips between allowed and denied, oldest first
 */
export function history(
  start: Snapshot,
  changes: Iterable<PastChange>,
  question: Question,
  since: number,
  until: number,
): readonly Flip[] {
  const reader = new FlipReader(start, question, since)
  for (const change of changes) reader.read(change)
  return reader.end(until)
}

function ask(snapshot: Snapshot, { principal, permission, scope }: Question, now: number): Verdict {
  return decide(snapshot, principal, permission, scope, now)
}

/** The next instant after `at` at which the person's grants change by themselves; infinity when there is none. */
function nextBoundary(snapshot: Snapshot, { principal }: Question, at: number): number {
  const person = snapshot.members.numberOf(principal)
  return person === undefined ? Number.POSITIVE_INFINITY : grantsAt(snapshot, person, at).validUntil
}
