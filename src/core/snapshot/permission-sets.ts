/**
 * Sets of permissions, each stored once as bits and known by a small integer; 0 is the empty set. Forks share the
 * pool: it only grows, and a set never changes.
 */
export class PermissionSets {
  /** 32-bit words per set. */
  readonly stride: number
  #words: Uint32Array
  #size = 1
  readonly #known = new Map<string, number>()
  readonly #unions = new Map<number, number>()
  readonly #keys: (readonly string[])[] = []

  /** @param bits how many permissions there are to tell apart */
  constructor(bits: number) {
    this.stride = Math.max(1, Math.ceil(bits / 32))
    this.#words = new Uint32Array(this.stride * 64)
    this.#known.set(this.#key(new Uint32Array(this.stride)), 0)
  }

  get size(): number {
    return this.#size
  }

  has(set: number, bit: number): boolean {
    return ((this.#words[set * this.stride + (bit >>> 5)]! >>> (bit & 31)) & 1) === 1
  }

  of(bits: Iterable<number>): number {
    const words = new Uint32Array(this.stride)
    for (const bit of bits) words[bit >>> 5]! |= 1 << (bit & 31)
    return this.#intern(words)
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a
    if (a === 0) return b
    const pair = a < b ? a * 0x1000000 + b : b * 0x1000000 + a
    let union = this.#unions.get(pair)
    if (union === undefined) {
      union = this.#combine(a, b, (x, y) => x | y)
      this.#unions.set(pair, union)
    }
    return union
  }

  /** What is in `a` and not in `b`. */
  difference(a: number, b: number): number {
    return a === b ? 0 : this.#combine(a, b, (x, y) => x & ~y)
  }

  /** What is in both. */
  intersection(a: number, b: number): number {
    return a === b ? a : this.#combine(a, b, (x, y) => x & y)
  }

  includes(outer: number, inner: number): boolean {
    const { stride } = this
    for (let word = 0; word < stride; word++) {
      if ((this.#words[inner * stride + word]! & ~this.#words[outer * stride + word]!) !== 0) return false
    }
    return true
  }

  /** The bits of a set, ascending. */
  bits(set: number): number[] {
    const bits: number[] = []
    for (let bit = 0; bit < this.stride * 32; bit++) if (this.has(set, bit)) bits.push(bit)
    return bits
  }

  /** The sorted keys of a set, made by the caller once and then kept. */
  keysOnce(set: number, make: () => readonly string[]): readonly string[] {
    return (this.#keys[set] ??= make())
  }

  #combine(a: number, b: number, how: (x: number, y: number) => number): number {
    const words = new Uint32Array(this.stride)
    for (let word = 0; word < this.stride; word++) {
      words[word] = how(this.#words[a * this.stride + word]!, this.#words[b * this.stride + word]!)
    }
    return this.#intern(words)
  }

  #intern(words: Uint32Array): number {
    const key = this.#key(words)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const set = this.#size++
    if (this.#size * this.stride > this.#words.length) {
      const grown = new Uint32Array(this.#words.length * 2)
      grown.set(this.#words)
      this.#words = grown
    }
    this.#words.set(words, set * this.stride)
    this.#known.set(key, set)
    return set
  }

  #key(words: Uint32Array): string {
    return words.join()
  }
}
