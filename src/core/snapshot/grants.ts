/**
 * What one person holds: for every scope at which they have a grant of their own, the union of its permissions.
 * Computed once, kept until an event touches the person or `validUntil` comes, and read by every decision.
 */

/** A small open-addressed table scope → permission set; scopes without a grant are not in it. */
export class Grants {
  /** Of the index it was computed for; another epoch means that roles or groups have changed since. */
  readonly epoch: number
  /** Whether the person may act at all: member, not blocked, signed up, with a usable way in. */
  readonly ready: boolean
  /** Epoch milliseconds: right from here (inclusive) … */
  readonly validFrom: number
  /** … to here (exclusive). */
  readonly validUntil: number
  /** The union over all scopes. */
  readonly everything: number
  readonly #slots: Int32Array
  readonly #mask: number

  constructor(
    epoch: number,
    ready: boolean,
    [validFrom, validUntil]: readonly [number, number],
    sets: ReadonlyMap<number, number>,
    everything: number,
  ) {
    this.epoch = epoch
    this.ready = ready
    this.validFrom = validFrom
    this.validUntil = validUntil
    this.everything = everything
    let capacity = 2
    while (capacity < sets.size * 2) capacity *= 2
    this.#mask = capacity - 1
    this.#slots = new Int32Array(capacity * 2)
    for (const [scope, set] of sets) if (set !== 0) this.#put(scope, set)
  }

  /** The set granted at exactly this scope; 0 when there is no grant. */
  at(scope: number): number {
    const slots = this.#slots
    const mask = this.#mask
    for (let slot = scope & mask; ; slot = (slot + 1) & mask) {
      const key = slots[slot * 2]!
      if (key === scope + 1) return slots[slot * 2 + 1]!
      if (key === 0) return 0
    }
  }

  /** Numbers of the scopes with a grant, in no order. */
  *scopes(): IterableIterator<number> {
    for (let slot = 0; slot < this.#slots.length; slot += 2) {
      const key = this.#slots[slot]!
      if (key !== 0) yield key - 1
    }
  }

  #put(scope: number, set: number): void {
    let slot = scope & this.#mask
    while (this.#slots[slot * 2] !== 0) slot = (slot + 1) & this.#mask
    this.#slots[slot * 2] = scope + 1
    this.#slots[slot * 2 + 1] = set
  }
}
