/** A bag of small integers in chunks that forks share and copy where they write. Order means nothing. */
const CHUNK = 512

export class Bag implements Iterable<number> {
  #chunks: Int32Array[]
  #mine = new Set<Int32Array>()
  #size: number

  constructor(chunks: Int32Array[] = [], size = 0) {
    this.#chunks = chunks
    this.#size = size
  }

  static of(values: readonly number[]): Bag {
    const chunks: Int32Array[] = []
    for (let from = 0; from < values.length; from += CHUNK) {
      const part = values.slice(from, from + CHUNK)
      // Only a lone first chunk may be small.
      const chunk = new Int32Array(from === 0 && part.length < CHUNK ? Math.max(4, part.length) : CHUNK)
      chunk.set(part)
      chunks.push(chunk)
    }
    return new Bag(chunks, values.length)
  }

  fork(): Bag {
    return new Bag(this.#chunks.slice(), this.#size)
  }

  get size(): number {
    return this.#size
  }

  add(value: number): void {
    const at = this.#size++
    if (at % CHUNK === 0) {
      const chunk = new Int32Array(at === 0 ? 4 : CHUNK)
      this.#mine.add(chunk)
      this.#chunks.push(chunk)
    }
    this.#write(at, value)
  }

  /** Removes one occurrence; the last value takes its place. */
  remove(value: number): void {
    const at = this.#find(value)
    if (at < 0) return
    const last = --this.#size
    this.#write(at, this.#read(last))
    if (last % CHUNK === 0) this.#chunks.pop()
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let at = 0; at < this.#size; at++) yield this.#read(at)
  }

  #read(at: number): number {
    return this.#chunks[(at / CHUNK) | 0]![at % CHUNK]!
  }

  #find(value: number): number {
    for (let number = 0; number < this.#chunks.length; number++) {
      const at = this.#chunks[number]!.indexOf(value)
      if (at >= 0 && number * CHUNK + at < this.#size) return number * CHUNK + at
    }
    return -1
  }

  /** Small bags have a small first chunk, which doubles until it is a whole one. */
  #write(at: number, value: number): void {
    const number = (at / CHUNK) | 0
    let chunk = this.#chunks[number]!
    const inside = at % CHUNK
    if (inside >= chunk.length || !this.#mine.has(chunk)) {
      const copy = new Int32Array(inside < chunk.length ? chunk.length : Math.min(CHUNK, chunk.length * 2))
      copy.set(chunk)
      this.#mine.delete(chunk)
      this.#mine.add(copy)
      this.#chunks[number] = copy
      chunk = copy
    }
    chunk[inside] = value
  }
}
