/**
 * The texts of one field in a body of many items, each kept once, and recognized by its bytes: what comes again costs no
 * new text and no look-up of one.
 */

const QUOTES = 0x22_22_22_22
const SPACES = 0x20_20_20_20
const ONES = 0x01_01_01_01
const HIGH = 0x80_80_80_80 | 0
const QUOTE = 0x22
const SPACE = 0x20

const MIX = 0x9e_37_79_b1 | 0

export class TextColumn {
  /** Where the last text ended: at its quote. */
  end = 0
  #count = 0
  readonly #view: DataView
  readonly #longest: number
  /** Index + 1 by hash, open-addressed. Texts that share a hash only take longer, and there are at most a thousand. */
  readonly #slots: Int16Array
  readonly #hashes: Int32Array
  readonly #starts: Int32Array
  readonly #ends: Int32Array

  /**
   * @param view of ASCII
   * @param longest bytes of a text
   * @param most texts that there can be
   */
  constructor(view: DataView, longest: number, most: number) {
    this.#view = view
    this.#longest = longest
    let slots = 4
    while (slots < most * 2) slots *= 2
    this.#slots = new Int16Array(slots)
    this.#hashes = new Int32Array(most)
    this.#starts = new Int32Array(most)
    this.#ends = new Int32Array(most)
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
    // Four bytes at a time, until one of them is a quote or less than a space: no byte of ASCII has the highest bit.
    for (; at <= last; at += 4) {
      const word = view.getInt32(at, true)
      if ((((word - SPACES) | ((word ^ QUOTES) - ONES)) & HIGH) !== 0) break
      hash = mixed(hash, word)
    }
    for (; at <= last; at++) {
      const byte = view.getUint8(at)
      if (byte === QUOTE) break
      if (byte < SPACE) return -1
      hash = mixed(hash, byte)
    }
    this.end = at
    if (at > last || at === start || at - start > this.#longest) return -1
    return this.#indexOf(start, at, hash ^ (hash >>> 15))
  }

  /** @param text the same as the view, as a text */
  textsIn(text: string): string[] {
    const texts: string[] = []
    for (let index = 0; index < this.#count; index++)
      texts.push(text.slice(this.#starts[index], this.#ends[index]))
    return texts
  }

  #indexOf(start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]! - 1
      if (index < 0) return this.#add(slot, start, end, hash)
      if (this.#hashes[index] === hash && this.#equals(index, start, end)) return index
    }
  }

  #add(slot: number, start: number, end: number, hash: number): number {
    const index = this.#count++
    this.#hashes[index] = hash
    this.#starts[index] = start
    this.#ends[index] = end
    this.#slots[slot] = index + 1
    return index
  }

  #equals(index: number, start: number, end: number): boolean {
    const view = this.#view
    const known = this.#starts[index]!
    const length = end - start
    if (this.#ends[index]! - known !== length) return false
    let at = 0
    for (; at + 4 <= length; at += 4)
      if (view.getInt32(known + at, true) !== view.getInt32(start + at, true)) return false
    for (; at < length; at++) if (view.getUint8(known + at) !== view.getUint8(start + at)) return false
    return true
  }
}

/** The hash of a text that goes on with four bytes. */
export function mixed(hash: number, word: number): number {
  return Math.imul(((hash << 13) | (hash >>> 19)) ^ word, MIX)
}
