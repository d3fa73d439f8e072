/**
 * Facts of one kind by id, each with a small number that the index uses in its place. Numbers of removed facts are
 * given out again once the removal is settled, so years of churn need no more room than what lives.
 */
import { NameTable } from './name-table.ts'
import { Pages } from './pages.ts'

/** What all forks of one table share about its numbers. */
export class Numbering {
  readonly #shared: { next: number; free: number[] }
  #taken = 0
  #appended = 0
  #released: number[] = []

  constructor(shared: { next: number; free: number[] } = { next: 0, free: [] }) {
    this.#shared = shared
  }

  fork(): Numbering {
    return new Numbering(this.#shared)
  }

  take(): number {
    const { free, next } = this.#shared
    if (this.#taken < free.length) return free[free.length - ++this.#taken]!
    return next + this.#appended++
  }

  release(number: number): void {
    this.#released.push(number)
  }

  settle(): void {
    const { free } = this.#shared
    free.splice(free.length - this.#taken, this.#taken, ...this.#released)
    this.#shared.next += this.#appended
    this.#taken = 0
    this.#appended = 0
    this.#released = []
  }
}

export class Table<T extends { readonly id: string }> {
  /** By id. */
  readonly names: NameTable
  readonly #rows: Pages<T>
  readonly #numbering: Numbering

  constructor(names = new NameTable(), rows = new Pages<T>(), numbering = new Numbering()) {
    this.names = names
    this.#rows = rows
    this.#numbering = numbering
  }

  fork(): Table<T> {
    return new Table(this.names.fork(), this.#rows.fork(), this.#numbering.fork())
  }

  settle(): void {
    this.names.settle()
    this.#numbering.settle()
  }

  numberOf(id: string): number | undefined {
    return this.names.get(id)
  }

  at(number: number): T | undefined {
    return this.#rows.get(number)
  }

  get(id: string): T | undefined {
    const number = this.names.get(id)
    return number === undefined ? undefined : this.#rows.get(number)
  }

  /** Adds or replaces; returns the fact's number. */
  set(row: T): number {
    let number = this.names.get(row.id)
    if (number === undefined) {
      number = this.#numbering.take()
      this.names.set(row.id, number)
    }
    this.#rows.set(number, row)
    return number
  }

  delete(id: string): void {
    const number = this.names.get(id)
    if (number === undefined) return
    this.names.delete(id)
    this.#rows.set(number, undefined)
    this.#numbering.release(number)
  }

  values(): IterableIterator<T> {
    return this.#rows.values()
  }
}
