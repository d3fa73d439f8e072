/**
 * Bytes on which the answers to lists are written, one after another: the decisions, then what stands before them, then
 * the head. Each is read off in the turn in which it is written; what a socket still reads from is left to it.
 */
import { VERDICTS } from '../core/index.ts'
import { BatchAnswer } from '../operations/access/batch-answer.ts'
import type { Result } from '../operations/call.ts'

/** As many as the contract takes. */
const MOST = 1000
/** Of the head, whose every header is our own, and of what stands before the decisions. */
const ROOM_FOR_HEAD = 4096
const LONGEST_REVISION = 1024
const BEGIN = ROOM_FOR_HEAD + LONGEST_REVISION

/**
 * Each decision as words of eight bytes, with the comma that parts it from the next. All are written as long as the
 * longest, and the next one over what was too much: how long each is would be guessed wrong half of the time, and a
 * wrong guess costs the processor more than all of the words.
 */
const TEXTS = VERDICTS.map((verdict) => Buffer.from(`${JSON.stringify(verdict)},`))
const LENGTHS = Uint8Array.from(TEXTS, ({ length }) => length)
const WORDS = 7
const WIDTH = 8 * WORDS
const WORDS_OF = wordsOf(TEXTS)

function wordsOf(texts: readonly Buffer[]): Float64Array {
  const bytes = Buffer.alloc(texts.length * WIDTH)
  for (const [number, text] of texts.entries()) {
    if (text.length > WIDTH) throw new Error(`a decision of more than ${WIDTH} bytes: ${text.toString()}`)
    text.copy(bytes, number * WIDTH)
  }
  return Float64Array.from({ length: texts.length * WORDS }, (_, word) => bytes.readDoubleLE(word * 8))
}

export class BatchSheet {
  #bytes = Buffer.alloc(0)
  #view = new DataView(this.#bytes.buffer)
  #from = 0
  #end = 0

  /** @returns whether it could: only what the use case made, with the usual fields */
  write({ answer, session, endsSession }: Result<'batchAccess'>): boolean {
    if (session !== undefined || endsSession !== undefined || answer.at !== undefined) return false
    if (!(answer instanceof BatchAnswer)) return false
    const { revision, numbers } = answer
    const before = `{"revision":${JSON.stringify(revision)},"decisions":[`
    if (numbers.length > MOST || before.length > LONGEST_REVISION || !ASCII.test(before)) return false
    if (this.#bytes.length === 0) this.#begin()
    const last = this.#decisions(numbers)
    this.#from = BEGIN - before.length
    this.#bytes.write(before, this.#from, 'latin1')
    // The last comma parts it from nothing.
    const close = Math.max(BEGIN, last - 1)
    this.#end = close + this.#bytes.write(']}', close, 'latin1')
    return true
  }

  /** The body. */
  text(): string {
    return this.#bytes.toString('latin1', this.#from, this.#end)
  }

  /** Of the body, in bytes. */
  get length(): number {
    return this.#end - this.#from
  }

  /** The whole answer, valid until the next is written. @param head of ASCII */
  under(head: string): Buffer {
    const from = this.#from - head.length
    this.#bytes.write(head, from, 'latin1')
    return this.#bytes.subarray(from, this.#end)
  }

  /** Leaves the bytes to whoever still reads them. */
  leave(): void {
    this.#bytes = Buffer.alloc(0)
  }

  #begin(): void {
    this.#bytes = Buffer.alloc(BEGIN + (MOST + 1) * WIDTH)
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length)
  }

  /** @returns where they end */
  #decisions(numbers: Uint8Array): number {
    const view = this.#view
    let at = BEGIN
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!
      const word = number * WORDS
      view.setFloat64(at, WORDS_OF[word]!, true)
      view.setFloat64(at + 8, WORDS_OF[word + 1]!, true)
      view.setFloat64(at + 16, WORDS_OF[word + 2]!, true)
      view.setFloat64(at + 24, WORDS_OF[word + 3]!, true)
      view.setFloat64(at + 32, WORDS_OF[word + 4]!, true)
      view.setFloat64(at + 40, WORDS_OF[word + 5]!, true)
      view.setFloat64(at + 48, WORDS_OF[word + 6]!, true)
      at += LENGTHS[number]!
    }
    return at
  }
}

const ASCII = /^[ -~]*$/
