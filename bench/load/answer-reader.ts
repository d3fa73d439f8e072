/** Answers from what arrives in pieces, of a declared length or in chunks; one at a time, since one is asked at a time. */

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const END_OF_CHUNKS = Buffer.from('\r\n0\r\n\r\n')
const LENGTH = /\r\ncontent-length: *(\d+)\r\n/i

export class AnswerReader {
  readonly #whole: (status: number, body: Buffer) => void
  #kept: Buffer[] = []
  #missing = 0

  constructor(whole: (status: number, body: Buffer) => void) {
    this.#whole = whole
  }

  add(chunk: Buffer): void {
    this.#kept.push(chunk)
    this.#missing -= chunk.length
    // Long answers come in many pieces: they are put together once.
    if (this.#missing > 0) return
    const bytes = this.#kept.length === 1 ? chunk : Buffer.concat(this.#kept)
    this.#kept = [bytes]
    const head = bytes.indexOf(END_OF_HEAD)
    if (head < 0) return
    const length = LENGTH.exec(bytes.toString('latin1', 0, head + 2))?.[1]
    const body = length === undefined ? unchunked(bytes, head + 4) : bytes.subarray(head + 4)
    if (body === undefined) return
    this.#missing = length === undefined ? 0 : Number(length) - body.length
    if (this.#missing > 0) return
    if (this.#missing < 0) throw new Error('more bytes than one answer')
    this.#kept = []
    this.#whole(Number(bytes.toString('latin1', 9, 12)), body)
  }
}

/** @returns `undefined` while the last chunk is missing */
function unchunked(bytes: Buffer, from: number): Buffer | undefined {
  if (!bytes.subarray(-END_OF_CHUNKS.length).equals(END_OF_CHUNKS)) return undefined
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const line = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
