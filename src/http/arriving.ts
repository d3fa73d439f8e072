/** A request whose body is still on its way, in the pieces in which it comes. */

/** Milliseconds in which a body that is sent in one go is there. */
export const PROMPT = 1000

export class Arriving {
  readonly #from: number
  readonly #end: number
  readonly #pieces: Buffer[]
  #length: number
  readonly began = performance.now()

  /**
   * @param first begins with the request
   * @param body where in the request its body begins and ends
   */
  constructor(first: Buffer, { from, end }: { readonly from: number; readonly end: number }) {
    this.#from = from
    this.#end = end
    this.#pieces = [first]
    this.#length = first.length
  }

  add(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#length += piece.length
  }

  get isWhole(): boolean {
    return this.#length >= this.#end
  }

  get isLate(): boolean {
    return performance.now() - this.began > PROMPT
  }

  /** All that came. */
  bytes(): Buffer {
    return Buffer.concat(this.#pieces)
  }

  body(): Buffer {
    return this.bytes().subarray(this.#from, this.#end)
  }

  /** The same on a sheet that is used again: to be read at once, since the next body is put there too. */
  bodyOnSheet(): Buffer {
    const length = this.#end - this.#from
    const sheet = sheetOf(length)
    let at = -this.#from
    for (const piece of this.#pieces) {
      const skipped = Math.max(0, -at)
      piece.copy(sheet, at + skipped, skipped, Math.min(piece.length, length - at))
      at += piece.length
    }
    return sheet.subarray(0, length)
  }

  /** What came behind the request. */
  rest(): Buffer | undefined {
    const behind = this.#length - this.#end
    return behind > 0 ? this.#pieces.at(-1)!.subarray(-behind) : undefined
  }
}

let sheet = Buffer.alloc(0)

/** A new one for each body of a hundred kilobytes would be most of what the collector has to do. */
function sheetOf(length: number): Buffer {
  if (sheet.length < length) sheet = Buffer.alloc(2 ** Math.ceil(Math.log2(length)))
  return sheet
}
