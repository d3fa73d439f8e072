/**
 * A text of ASCII in a body, read on to its quote in one pass that also takes its hash: what it names is then found by
 * its bytes where they lie.
 */
import { type NameSpans, SPAN } from '../core/snapshot/byte-names.ts'
import type { NameTable } from '../core/snapshot/name-table.ts'
import { finished, mixed } from '../core/snapshot/text-hash.ts'
import type { Column } from '../operations/access/check-list.ts'

const QUOTES = 0x22_22_22_22
const SPACES = 0x20_20_20_20
const ONES = 0x01_01_01_01
const HIGH = 0x80_80_80_80 | 0
const QUOTE = 0x22

/**
 * Keeps the text that begins at `start`, and goes on to the next quote.
 * @param spans its numbers are written here, from `to` on
 * @param size of the view, in bytes
 * @returns where it ends, at its quote; -1 where there is no quote, nothing before it, or a control character
 */
export function readText(view: DataView, size: number, start: number, spans: Int32Array, to: number): number {
  const last = size - 4
  let hash = 0
  for (let at = start; at <= last; at += 4) {
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
    const end = at + (before >> 3)
    spans[to] = start
    spans[to + 1] = end
    spans[to + 2] = finished(hash)
    return end === start ? -1 : end
  }
  return -1
}

/** Where so many texts are noted, and the numbers of what they name. */
export class TextRoom {
  readonly spans: Int32Array
  readonly numbers: Int32Array

  constructor(count: number) {
    this.spans = new Int32Array(count * SPAN)
    this.numbers = new Int32Array(count)
  }
}

/** The texts of one field. */
export class TextColumn implements Column {
  readonly length: number
  readonly #bytes: Buffer
  readonly #names: NameSpans
  readonly #numbers: Int32Array

  constructor(bytes: Buffer, view: DataView, { spans, numbers }: TextRoom, length: number) {
    this.length = length
    this.#bytes = bytes
    this.#names = { view, spans }
    this.#numbers = numbers.subarray(0, length)
  }

  at(index: number): string {
    const { spans } = this.#names
    const span = index * SPAN
    return this.#bytes.toString('latin1', spans[span], spans[span + 1])
  }

  numbersIn(names: NameTable): Int32Array {
    names.find(this.#names, this.#numbers)
    return this.#numbers
  }
}
