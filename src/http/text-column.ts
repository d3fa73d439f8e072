/**
 * The texts of one field in a body of many items, each kept once, and recognized by its bytes: what comes again costs
 * nothing, and what is new is looked up by its bytes where they lie.
 */
import type { NameTable } from '../core/snapshot/name-table.ts'
import { finished, mixed, sameBytes } from '../core/snapshot/text-hash.ts'
import type { Column } from '../operations/access/check-list.ts'

const QUOTES = 0x22_22_22_22
const SPACES = 0x20_20_20_20
const ONES = 0x01_01_01_01
const HIGH = 0x80_80_80_80 | 0
const QUOTE = 0x22

/** Numbers kept of a text: its hash, and from where to where it lies. */
const WIDTH = 3

export class TextColumn implements Column {
  /** Where the last text ended: at its quote. */
  end = 0
  length = 0
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #longest: number
  /** Index + 1 by hash, open-addressed. Texts that share a hash only take longer, and there are at most a thousand. */
  readonly #slots: Int16Array
  readonly #texts: Int32Array

  /**
   * @param bytes ASCII
   * @param view the same
   * @param longest bytes of a text
   * @param most texts that there can be
   */
  constructor(bytes: Buffer, view: DataView, longest: number, most: number) {
    this.#bytes = bytes
    this.#view = view
    this.#longest = longest
    let slots = 4
    while (slots < most * 2) slots *= 2
    this.#slots = new Int16Array(slots)
    this.#texts = new Int32Array(most * WIDTH)
  }

  /**
   * Reads on to the next quote.
   * @returns the text’s index, or -1 where there is no quote, nothing before it, too much, or a control character
   */
  read(start: number): number {
    const view = this.#view
    const last = view.byteLength - 4
    let at = start
    let hash = 0
    for (; at <= last; at += 4) {
      const word = view.getInt32(at, true)
      // Four bytes at a time: no byte of ASCII has the highest bit, so it is free to mark quotes and control characters.
      const marks = ((word - SPACES) | ((word ^ QUOTES) - ONES)) & HIGH
      if (marks === 0) {
        hash = mixed(hash, word)
        continue
      }
      // The lowest mark is right in any case; what it took to make it may have carried into those above.
      const before = 24 - Math.clz32(marks & -marks)
      if (((word >>> before) & 0xff) !== QUOTE) return -1
      if (before > 0) hash = mixed(hash, word & ((1 << before) - 1))
      return this.#ended(start, at + (before >> 3), hash)
    }
    return -1
  }

  #ended(start: number, end: number, hash: number): number {
    this.end = end
    return end === start || end - start > this.#longest ? -1 : this.#indexOf(start, end, finished(hash))
  }

  at(index: number): string {
    const text = index * WIDTH
    return this.#bytes.toString('latin1', this.#texts[text + 1], this.#texts[text + 2])
  }

  numberIn(names: NameTable, index: number): number | undefined {
    const text = index * WIDTH
    const [hash, start, end] = [this.#texts[text]!, this.#texts[text + 1]!, this.#texts[text + 2]!]
    return names.find(this.#view, start, end, hash)
  }

  #indexOf(start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]! - 1
      if (index < 0) return this.#add(slot, start, end, hash)
      if (this.#is(index * WIDTH, start, end, hash)) return index
    }
  }

  #add(slot: number, start: number, end: number, hash: number): number {
    const index = this.length++
    this.#texts[index * WIDTH] = hash
    this.#texts[index * WIDTH + 1] = start
    this.#texts[index * WIDTH + 2] = end
    this.#slots[slot] = index + 1
    return index
  }

  #is(text: number, start: number, end: number, hash: number): boolean {
    const texts = this.#texts
    if (texts[text] !== hash) return false
    const known = texts[text + 1]!
    if (texts[text + 2]! - known !== end - start) return false
    return sameBytes(this.#view, known, this.#view, start, end - start)
  }
}
