/**
 * Many decisions at once. The names were looked up before, so each question is a walk over numbers; each is answered as
 * `decide` answers it alone.
 */
import { NONE } from '../snapshot/byte-names.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { fullVerdict, UNSURE, usualVerdict } from './decide.ts'
import { grantsOf } from './held.ts'
import { NUMBER_OF } from './verdict.ts'

/** Questions by columns, with one entry for each question in all of them. */
export type Questions = {
  /** Numbers of members, or `NONE`. */
  readonly people: Int32Array
  /** Bits of permissions, or `NONE`. */
  readonly bits: Int32Array
  /** Numbers of scopes, or `NONE`. */
  readonly places: Int32Array
  /** The id that a question is about, and its permission; asked for only where a gate may be shut. */
  readonly principal: (index: number) => string
  readonly permission: (index: number) => string
}

/**
 * @param now epoch milliseconds
 * @returns the numbers of the verdicts, in the order of the questions
 */
export function decideMany(snapshot: Snapshot, questions: Questions, now: number): Uint8Array {
  const { people, bits, places } = questions
  const verdicts = new Uint8Array(people.length)
  for (let at = 0; at < people.length; at++) {
    const person = people[at]!
    const bit = bits[at]!
    const place = places[at]!
    const usual =
      person === NONE || bit === NONE || place === NONE
        ? UNSURE
        : usualVerdict(snapshot, grantsOf(snapshot, person, now), person, bit, place, now)
    verdicts[at] = usual === UNSURE ? throughEveryGate(snapshot, questions, at, now) : usual
  }
  return verdicts
}

function throughEveryGate(
  snapshot: Snapshot,
  { people, bits, places, principal, permission }: Questions,
  at: number,
  now: number,
): number {
  const numbers = { person: some(people[at]!), bit: some(bits[at]!), place: some(places[at]!), now }
  return NUMBER_OF[fullVerdict(snapshot, principal(at), permission(at), numbers).code]
}

function some(number: number): number | undefined {
  return number === NONE ? undefined : number
}
