/**
 * Numbers by name, found by the bytes of the name where they lie in a request, without making a text of them. It holds
 * every name that there is, asked about or not: the time of an answer tells nobody what others have asked.
 */
import { hashOf, sameBytes } from './text-hash.ts'

/** Names where they lie in a text of ASCII. */
export type NameSpans = {
  readonly view: DataView
  /** Of each name `SPAN` numbers: from where, to where, and the hash of its bytes, as `hashOf` takes it. */
  readonly spans: Int32Array
}

export const SPAN = 3

/** In place of a number: there is none of that name. */
export const NONE = -1

/** A slot of the open-addressed table: the hash, the number + 1, and where the name lies in the pool. */
const WIDTH = 4
const NUMBER = 1
const START = 2
const LENGTH = 3

/** One below it is `NONE`. */
const FREE = 0
/** Was taken: what was put behind it is still to be found. */
const REMOVED = -1

export class ByteNames {
  #slots: Int32Array
  #mask: number
  /** Slots that are not free. */
  #taken = 0
  #pool: DataView
  #used = 0

  /** @param count how many there will be, to begin with */
  constructor(count = 0) {
    let capacity = 16
    while (capacity < count * 2) capacity *= 2
    this.#slots = new Int32Array(capacity * WIDTH)
    this.#mask = capacity - 1
    this.#pool = new DataView(new ArrayBuffer(capacity * WIDTH))
  }

  static of(numbers: Iterable<readonly [name: string, number: number]>, count: number): ByteNames {
    const names = new ByteNames(count)
    for (const [name, number] of numbers) names.set(name, number)
    return names
  }

  /** @param found is given the number of each, or `NONE`; as many as it has room for are looked up */
  find({ view, spans }: NameSpans, found: Int32Array): void {
    const slots = this.#slots
    for (let name = 0, at = 0; name < found.length; name++, at += SPAN) {
      const start = spans[at]!
      const slot = this.#slotOf(view, start, spans[at + 1]! - start, spans[at + 2]!)
      found[name] = slots[slot + NUMBER]! - 1
    }
  }

  /** A name with more than ASCII in it is left out: such bytes are never asked about here. */
  set(name: string, number: number): void {
    const bytes = asciiOf(name)
    if (bytes !== undefined) this.#put(bytes, 0, bytes.byteLength, number)
  }

  delete(name: string): void {
    const bytes = asciiOf(name)
    if (bytes === undefined) return
    const { byteLength: length } = bytes
    const slot = this.#slotOf(bytes, 0, length, hashOf(bytes, 0, length))
    if (this.#slots[slot + NUMBER] !== FREE) this.#slots[slot + NUMBER] = REMOVED
  }

  /** Where the name is, or the free slot where it would be. */
  #slotOf(view: DataView, start: number, length: number, hash: number): number {
    const slots = this.#slots
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = at * WIDTH
      const number = slots[slot + NUMBER]!
      if (number === FREE) return slot
      if (number === REMOVED || slots[slot] !== hash || slots[slot + LENGTH] !== length) continue
      if (sameBytes(this.#pool, slots[slot + START]!, view, start, length)) return slot
    }
  }

  #put(view: DataView, start: number, length: number, number: number): void {
    const hash = hashOf(view, start, start + length)
    const slot = this.#slotOf(view, start, length, hash)
    const isNew = this.#slots[slot + NUMBER] === FREE
    this.#slots[slot + NUMBER] = number + 1
    if (!isNew) return
    this.#slots[slot] = hash
    this.#slots[slot + START] = this.#keep(view, start, length)
    this.#slots[slot + LENGTH] = length
    if (++this.#taken * 2 > this.#mask) this.#grow()
  }

  /** @returns where these bytes lie in the pool now */
  #keep(view: DataView, start: number, length: number): number {
    const from = this.#used
    this.#used += length
    if (this.#used > this.#pool.byteLength) {
      const larger = new Uint8Array(this.#used * 2)
      larger.set(new Uint8Array(this.#pool.buffer))
      this.#pool = new DataView(larger.buffer)
    }
    for (let at = 0; at < length; at++) this.#pool.setUint8(from + at, view.getUint8(start + at))
    return from
  }

  /** Into a table of its own size, without what was removed. */
  #grow(): void {
    const [slots, pool] = [this.#slots, this.#pool]
    const alive: number[] = []
    for (let slot = 0; slot < slots.length; slot += WIDTH) if (slots[slot + NUMBER]! > 0) alive.push(slot)
    const larger = new ByteNames(alive.length * 2)
    for (const slot of alive)
      larger.#put(pool, slots[slot + START]!, slots[slot + LENGTH]!, slots[slot + NUMBER]! - 1)
    this.#slots = larger.#slots
    this.#mask = larger.#mask
    this.#taken = larger.#taken
    this.#pool = larger.#pool
    this.#used = larger.#used
  }
}

function asciiOf(name: string): DataView | undefined {
  const bytes = new DataView(new ArrayBuffer(name.length))
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at)
    if (code > 0x7f) return undefined
    bytes.setUint8(at, code)
  }
  return bytes
}
