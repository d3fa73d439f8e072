/**
 * Arrays in pages that forks share and copy only where they write. A parent is never written to once it has been
 * forked, so what a fork shares cannot change under it.
 */
const BITS = 8
const SIZE = 1 << BITS
const REST = SIZE - 1

export class Pages<T> {
  readonly #pages: (T | undefined)[][]
  readonly #mine = new Set<number>()

  constructor(pages: (T | undefined)[][] = []) {
    this.#pages = pages
  }

  fork(): Pages<T> {
    return new Pages(this.#pages.slice())
  }

  get(at: number): T | undefined {
    const page = this.#pages[at >> BITS]
    return page === undefined ? undefined : page[at & REST]
  }

  set(at: number, value: T | undefined): void {
    const number = at >> BITS
    let page = this.#pages[number]
    if (page === undefined || !this.#mine.has(number)) {
      while (this.#pages.length < number) this.#pages.push([])
      page = page === undefined ? [] : page.slice()
      this.#pages[number] = page
      this.#mine.add(number)
    }
    while (page.length < (at & REST)) page.push(undefined)
    page[at & REST] = value
  }

  /** Every value with its number, ascending. */
  *entries(): IterableIterator<readonly [number, T]> {
    for (let number = 0; number < this.#pages.length; number++) {
      const page = this.#pages[number]!
      for (let rest = 0; rest < page.length; rest++) {
        const value = page[rest]
        if (value !== undefined) yield [(number << BITS) + rest, value]
      }
    }
  }

  *values(): IterableIterator<T> {
    for (const page of this.#pages) for (const value of page) if (value !== undefined) yield value
  }
}

type Numbers = Int32Array | Float64Array

/** The same for plain numbers; what was never written reads as 0. */
export class NumberPages<A extends Numbers> {
  readonly #make: (size: number) => A
  readonly #pages: A[]
  readonly #mine = new Set<number>()

  constructor(make: (size: number) => A, pages: A[] = []) {
    this.#make = make
    this.#pages = pages
  }

  fork(): NumberPages<A> {
    return new NumberPages(this.#make, this.#pages.slice())
  }

  get(at: number): number {
    const page = this.#pages[at >> BITS]
    return page === undefined ? 0 : page[at & REST]!
  }

  /** Writes what every fork that shares the page would compute alike, so the page stays shared. */
  remember(at: number, value: number): void {
    const page = this.#pages[at >> BITS]
    if (page === undefined) this.set(at, value)
    else page[at & REST] = value
  }

  set(at: number, value: number): void {
    const number = at >> BITS
    if (!this.#mine.has(number)) {
      while (this.#pages.length <= number) this.#pages.push(this.#make(SIZE))
      this.#pages[number] = this.#pages[number]!.slice() as A
      this.#mine.add(number)
    }
    this.#pages[number]![at & REST] = value
  }
}
