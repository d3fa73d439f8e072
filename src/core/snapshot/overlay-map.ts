/**
 * A map that can be forked. A fork reads through to what it shares with its parent and keeps its own changes
 * beside it; settling writes them through, and the parent is superseded from then on.
 */
export class OverlayMap<V> {
  #shared: Map<string, V>
  /** Own changes; `undefined` marks a removed key. Absent while there are none, so that reads stay one look-up. */
  #own: Map<string, V | undefined> | undefined

  constructor(shared = new Map<string, V>()) {
    this.#shared = shared
  }

  fork(): OverlayMap<V> {
    if (this.#own !== undefined) throw new Error('only a settled map can be forked')
    return new OverlayMap(this.#shared)
  }

  get(key: string): V | undefined {
    if (this.#own !== undefined) {
      const own = this.#own.get(key)
      if (own !== undefined || this.#own.has(key)) return own
    }
    return this.#shared.get(key)
  }

  set(key: string, value: V): void {
    this.#own ??= new Map()
    this.#own.set(key, value)
  }

  delete(key: string): void {
    this.#own ??= new Map()
    this.#own.set(key, undefined)
  }

  settle(): void {
    if (this.#own === undefined) return
    if (this.#shared.size === 0) {
      // A first load: nothing is shared yet, so what is own can be kept as it is.
      for (const [key, value] of this.#own) if (value === undefined) this.#own.delete(key)
      this.#shared = this.#own as Map<string, V>
      this.#own = undefined
      return
    }
    for (const [key, value] of this.#own) {
      if (value === undefined) this.#shared.delete(key)
      else this.#shared.set(key, value)
    }
    this.#own = undefined
  }

  /** Whether this fork has changes of its own. */
  get isChanged(): boolean {
    return this.#own !== undefined
  }

  /** Of what is shared. */
  get size(): number {
    return this.#shared.size
  }

  /** What settling would write through; `undefined` for a removed key. */
  changes(): Iterable<[string, V | undefined]> {
    return this.#own ?? []
  }

  *entries(): IterableIterator<[string, V]> {
    const own = this.#own
    for (const entry of this.#shared) if (own === undefined || !own.has(entry[0])) yield entry
    if (own === undefined) return
    for (const [key, value] of own) if (value !== undefined) yield [key, value]
  }
}
