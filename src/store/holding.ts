/**
 * Changes made behind the lock: where others keep being faster, the organizations are held first, then looked at, then
 * changed, in one transaction. Few at once, because each needs a second connection to look.
 */
import type { Engine } from './engine.ts'
import { headQuery } from './journal-writes.ts'
import { type Change, type CommitOutcome, commitTogether, outcomeOf } from './unit-of-work.ts'

const AT_ONCE = 3

/** Ends the transaction; why, is kept beside it, so that nobody mistakes it for a fault of the store. */
class Abandoned extends Error {}

export class Holding {
  readonly #engine: Engine
  #free = AT_ONCE
  readonly #waiting: (() => void)[] = []

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** @returns `undefined` where there was nothing to write. @throws what `make` throws; nothing was written then */
  async commit(
    organizations: readonly string[],
    make: () => Promise<Change | undefined>,
  ): Promise<CommitOutcome | undefined> {
    await this.#enter()
    try {
      return await this.#held(organizations, make)
    } finally {
      this.#leave()
    }
  }

  async #held(
    organizations: readonly string[],
    make: () => Promise<Change | undefined>,
  ): Promise<CommitOutcome | undefined> {
    const changes: Change[] = []
    let refused: { readonly error: unknown } | undefined
    const run = async (): Promise<void> => {
      const made = await make().catch((error: unknown) => void (refused = { error }))
      if (made === undefined) throw new Abandoned('abandoned')
      changes.splice(0, 1, made)
    }
    const locks = organizations.toSorted().map((id) => headQuery(this.#engine.build, id))
    try {
      const [ended] = await commitTogether(this.#engine, changes, { before: { locks, run } })
      return ended as CommitOutcome
    } catch (error) {
      if (!(error instanceof Abandoned)) return outcomeOf(error)
      if (refused !== undefined) throw refused.error
      return undefined
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free++
    else next()
  }
}
