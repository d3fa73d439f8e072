/** Numbers by name, given as text or as the bytes of one. Forked and settled with what they number. */
import { ByteNames } from './byte-names.ts'
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

  /**
   * @param view of ASCII; the name is in it, from `start` to `end`
   * @param hash of these bytes, as `hashOf` takes it
   * @returns also `undefined` where only its text can be looked up
   */
  find(view: DataView, start: number, end: number, hash: number): number | undefined {
    const numbers = this.#numbers
    if (numbers.isChanged || numbers.size > MOST) return undefined
    this.#shared.byBytes ??= indexOf(numbers)
    return this.#shared.byBytes.find(view, start, end, hash)
  }

  set(name: string, number: number): void {
    this.#numbers.set(name, number)
  }

  delete(name: string): void {
    this.#numbers.delete(name)
  }
}

function indexOf(numbers: OverlayMap<number>): ByteNames {
  const byBytes = new ByteNames(numbers.size)
  for (const [name, number] of numbers.entries()) byBytes.set(name, number)
  return byBytes
}
