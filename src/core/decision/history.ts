/**
 * When and by what a decision flipped: replays the organization's changes and asks the same question after each, and
 * whenever a date in between can have changed the answer.
 */
import type { Event } from '../catalogue/events.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decide, type Verdict } from './decide.ts'
import { grantsAt } from './held.ts'

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
): Flip[] {
  const flips: Flip[] = []
  let snapshot = start
  let verdict = ask(snapshot, question, since)
  const look = (at: number, revision?: number): void => {
    const now = ask(snapshot, question, at)
    if (now.allowed !== verdict.allowed) {
      flips.push({ at, from: verdict, to: now, ...(revision !== undefined && { revision }) })
    }
    verdict = now
  }
  let reached = since
  const passTime = (to: number): void => {
    for (
      let at = nextBoundary(snapshot, question, reached);
      at <= to;
      at = nextBoundary(snapshot, question, at)
    )
      look(at)
    reached = Math.max(reached, to)
  }
  for (const { revision, at, events } of changes) {
    // A clock that was set back does not undo what has been looked at.
    passTime(at - 1)
    snapshot = apply(snapshot, events).settle()
    look(Math.max(at, reached), revision)
  }
  passTime(until)
  return flips
}

function ask(snapshot: Snapshot, { principal, permission, scope }: Question, now: number): Verdict {
  return decide(snapshot, principal, permission, scope, now)
}

/** The next instant after `at` at which the person's grants change by themselves; infinity when there is none. */
function nextBoundary(snapshot: Snapshot, { principal }: Question, at: number): number {
  const person = snapshot.members.numberOf(principal)
  return person === undefined ? Number.POSITIVE_INFINITY : grantsAt(snapshot, person, at).validUntil
}
