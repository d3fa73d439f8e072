/**
 * What people hold: for every scope at which a person has a grant of their own, the union of its permissions. Computed
 * once, kept until an event touches the person or a date comes, and read by every decision. All of it lies end to end
 * in a few typed arrays: an object for each person would mean two more jumps to memory for each check.
 */
import { ORGANIZATION_NUMBER } from './scopes.ts'

/** Epoch milliseconds, from (inclusive) until (exclusive). */
export type Period = readonly [from: number, until: number]

/** What is computed of one person. */
export type Holding = {
  /** Whether the person may act at all: member, not blocked, signed up, with a usable way in. */
  readonly ready: boolean
  /** No assignment of theirs begins or ends in between. */
  readonly period: Period
  /** Permission set by scope; empty sets are no grants. */
  readonly sets: ReadonlyMap<number, number>
  /** The union over all scopes. */
  readonly everything: number
}

/** A record: this header, then an open-addressed table of scope + 1 and set, in pairs. */
const READY = 0
const EVERYTHING = 1
const ROOT = 2
const MASK = 3
const FROM = 2
const UNTIL = 3
const HEADER = 8

type Slab = { readonly ints: Int32Array; readonly floats: Float64Array }

const OFFSET_BITS = 16
const OFFSET = (1 << OFFSET_BITS) - 1
const SMALLEST = 1 << 10

/** One person's record, read where it lies. */
export class Grants {
  readonly #ints: Int32Array
  readonly #floats: Float64Array
  readonly #start: number

  constructor({ ints, floats }: Slab, start: number) {
    this.#ints = ints
    this.#floats = floats
    this.#start = start
  }

  get ready(): boolean {
    return this.#ints[this.#start + READY] === 1
  }

  get everything(): number {
    return this.#ints[this.#start + EVERYTHING]!
  }

  get validFrom(): number {
    return this.#floats[(this.#start >> 1) + FROM]!
  }

  get validUntil(): number {
    return this.#floats[(this.#start >> 1) + UNTIL]!
  }

  /** The set granted at exactly this scope; 0 when there is no grant. */
  at(scope: number): number {
    const ints = this.#ints
    const start = this.#start
    if (scope === ORGANIZATION_NUMBER) return ints[start + ROOT]!
    const mask = ints[start + MASK]!
    for (let slot = scope & mask; ; slot = (slot + 1) & mask) {
      const at = start + HEADER + slot * 2
      const key = ints[at]!
      if (key === scope + 1) return ints[at + 1]!
      if (key === 0) return 0
    }
  }

  /** Numbers of the scopes with a grant, in no order. */
  *scopes(): Generator<number, undefined> {
    if (this.at(ORGANIZATION_NUMBER) !== 0) yield ORGANIZATION_NUMBER
    const end = this.#start + HEADER + (this.#ints[this.#start + MASK]! + 1) * 2
    for (let at = this.#start + HEADER; at < end; at += 2) {
      const key = this.#ints[at]!
      if (key !== 0) yield key - 1
    }
  }
}

/** Records of many people; they are only ever added, and go all together. */
export class GrantsPool {
  readonly #slabs: Slab[] = []
  /** What decisions keep beside a record, by its position. */
  readonly notes = new Map<number, unknown>()
  /** Numbers used of the last slab. */
  #used = 0
  #size = 0
  #dropped = 0
  readonly #smallest: number

  constructor(smallest = SMALLEST) {
    this.#smallest = smallest
  }

  /** @param position as `add` returned it */
  at(position: number): Grants {
    return new Grants(this.#slabs[position >>> OFFSET_BITS]!, position & OFFSET)
  }

  /** @returns its position; never 0 */
  add({ ready, everything, period, sets }: Holding): number {
    let capacity = 2
    while (capacity * 3 < sets.size * 4) capacity *= 2
    const position = this.#take(HEADER + capacity * 2)
    const { ints, floats } = this.#slabs[position >>> OFFSET_BITS]!
    const start = position & OFFSET
    ints[start + READY] = ready ? 1 : 0
    ints[start + EVERYTHING] = everything
    ints[start + ROOT] = sets.get(ORGANIZATION_NUMBER) ?? 0
    ints[start + MASK] = capacity - 1
    floats[(start >> 1) + FROM] = period[0]
    floats[(start >> 1) + UNTIL] = period[1]
    for (const [scope, set] of sets) {
      if (set === 0 || scope === ORGANIZATION_NUMBER) continue
      let slot = scope & (capacity - 1)
      while (ints[start + HEADER + slot * 2] !== 0) slot = (slot + 1) & (capacity - 1)
      ints[start + HEADER + slot * 2] = scope + 1
      ints[start + HEADER + slot * 2 + 1] = set
    }
    return position
  }

  /** A record that nobody will ask for again; returns how much room that was. */
  drop(position: number): number {
    this.notes.delete(position)
    const { ints } = this.#slabs[position >>> OFFSET_BITS]!
    const length = HEADER + (ints[(position & OFFSET) + MASK]! + 1) * 2
    this.#dropped += length
    return length
  }

  /** Takes back that so much was dropped. */
  restore(length: number): void {
    this.#dropped -= length
  }

  /** Whether most of it is dropped records: time to begin anew. @param restorable not counted as dropped */
  isStale(restorable: number): boolean {
    const dropped = this.#dropped - restorable
    return dropped > SMALLEST && dropped * 2 > this.#size
  }

  #take(length: number): number {
    const last = this.#slabs.at(-1)
    if (last === undefined || this.#used + length > last.ints.length) {
      const size = Math.max(HEADER + length, Math.min(1 << OFFSET_BITS, Math.max(this.#smallest, this.#size)))
      const ints = new Int32Array(size)
      this.#slabs.push({ ints, floats: new Float64Array(ints.buffer) })
      this.#used = this.#slabs.length === 1 ? HEADER : 0
    }
    const position = ((this.#slabs.length - 1) << OFFSET_BITS) + this.#used
    this.#used += length
    this.#size += length
    return position
  }
}

/** A holding that is kept nowhere. */
export function alone(holding: Holding): Grants {
  const pool = new GrantsPool(0)
  return pool.at(pool.add(holding))
}
