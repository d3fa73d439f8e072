/** Numbers by name, given as text or as the bytes of one. Forked and settled with what they number. */
import { ByteNames, type NameSpans, NONE } from './byte-names.ts'
import { OverlayMap } from './overlay-map.ts'

/** Of more names than these no second table is made: it would be made in one go, while everybody waits. */
const MOST = 200_000

/** What all forks share: made when somebody first asks by bytes. */
type Shared = { byBytes: ByteNames | undefined }

export class NameTable {
  readonly #numbers: OverlayMap<number>
  readonly #shared: Shared

  constructor(numbers = new OverlayMap<number>(), shared: Shared = { byBytes: undefined }) {
    this.#numbers = numbers
    this.#shared = shared
  }

  fork(): NameTable {
    return new NameTable(this.#numbers.fork(), this.#shared)
  }

  settle(): void {
    const { byBytes } = this.#shared
    if (byBytes !== undefined) {
      for (const [name, number] of this.#numbers.changes()) {
        if (number === undefined) byBytes.delete(name)
        else byBytes.set(name, number)
      }
    }
    this.#numbers.settle()
  }

  get(name: string): number | undefined {
    return this.#numbers.get(name)
  }

  /** @param found is given the number of each, or `NONE` where only its text can say more */
  find(names: NameSpans, found: Int32Array): void {
    const numbers = this.#numbers
    if (numbers.isChanged || numbers.size > MOST) return void found.fill(NONE)
    this.#shared.byBytes ??= ByteNames.of(numbers.entries(), numbers.size)
    this.#shared.byBytes.find(names, found)
  }

  set(name: string, number: number): void {
    this.#numbers.set(name, number)
  }

  delete(name: string): void {
    this.#numbers.delete(name)
  }
}
