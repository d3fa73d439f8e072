/**
 * Many decisions at once. Every name was looked up once, however often it is asked about, so each question is a walk
 * over numbers; each is answered as `decide` answers it alone.
 */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { fullVerdict, usualVerdict, type Verdict } from './decide.ts'
import { grantsOf } from './held.ts'

/** Questions by columns. */
export type Questions = {
  /** The id of one of the people; asked for only where a gate may be shut. */
  readonly principal: (index: number) => string
  /** Numbers of people; `undefined` for who is no member. */
  readonly people: readonly (number | undefined)[]
  readonly permissions: readonly string[]
  /** Numbers of scopes; `undefined` where there is none. */
  readonly places: readonly (number | undefined)[]
  /** For each question three indices: of its principal, permission and place. */
  readonly cells: Uint16Array
}

/**
 * @param now epoch milliseconds
 * @returns in the order of the questions
 */
export function decideMany(
  snapshot: Snapshot,
  { principal, people, permissions, places, cells }: Questions,
  now: number,
): Verdict[] {
  const bits = permissions.map((key) => snapshot.vocabulary.bitOf(key))
  const held = people.map((person) => (person === undefined ? undefined : grantsOf(snapshot, person, now)))
  const verdicts: Verdict[] = []
  for (let at = 0; at < cells.length; at += 3) {
    const who = cells[at]!
    const what = cells[at + 1]!
    const grants = held[who]
    const bit = bits[what]
    const place = places[cells[at + 2]!]
    const person = people[who]
    const usual =
      grants === undefined || bit === undefined || place === undefined
        ? undefined
        : usualVerdict(snapshot, grants, person!, bit, place, now)
    verdicts.push(
      usual ?? fullVerdict(snapshot, principal(who), permissions[what]!, { bit, person, place, now }),
    )
  }
  return verdicts
}
