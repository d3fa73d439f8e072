/**
 * Changes that wait at the same time are written in one transaction and share its wait for the disk. Each is answered
 * only when it is durable, and is whole or not at all: where one of them cannot be written, each is tried by itself.
 */
import { clearTimeout, setImmediate, setTimeout } from 'node:timers'
import type { Engine } from './engine.ts'
import { StoreFault } from './fault.ts'
import { type Change, type CommitOutcome, commit, commitTogether, outcomeOf } from './unit-of-work.ts'

type Waiting = {
  readonly change: Change
  readonly resolve: (outcome: CommitOutcome | Promise<CommitOutcome>) => void
  readonly reject: (error: unknown) => void
}

const MOST = 64
const MOST_EVENTS = 1000
/** Faults of the database, not of any change. */
const OF_ALL: ReadonlySet<string> = new Set(['busy', 'io', 'corrupt', 'unavailable'])
/** Milliseconds after which a transaction that has not ended holds up nobody any more. */
const HELD_UP = 50

export class GroupCommit {
  readonly #engine: Engine
  /** Transactions under way at once: one makes the largest groups, and SQLite has no more. */
  #running = 0
  #waiting: Waiting[] = []
  #soon = false
  readonly #ends = new Set<Promise<void>>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** @throws what `commit` throws */
  async commit(change: Change): Promise<CommitOutcome> {
    if (!mayShare(this.#engine, change)) return commit(this.#engine, change)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject })
      this.#begin()
    })
  }

  /** Ends when all that was given is answered. */
  async close(): Promise<void> {
    while (this.#waiting.length > 0 || this.#ends.size > 0) {
      await Promise.all(this.#ends)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Behind all requests that have arrived by now, so that they share a transaction. */
  #begin(): void {
    if (this.#soon || this.#running > 0 || this.#waiting.length === 0) return
    this.#soon = true
    setImmediate(() => {
      this.#soon = false
      const end = this.#run(this.#take()).finally(() => this.#ends.delete(end))
      this.#ends.add(end)
    })
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    this.#running++
    let over = false
    const go = (): void => {
      if (over) return
      over = true
      this.#running--
      this.#begin()
    }
    const timer = setTimeout(go, HELD_UP)
    try {
      await writeGroup(this.#engine, group)
    } finally {
      clearTimeout(timer)
      go()
    }
  }

  /** The first that wait, none of which concerns an organization of another. */
  #take(): Waiting[] {
    const group: Waiting[] = []
    const left: Waiting[] = []
    const taken = new Set<string>()
    let events = 0
    for (const one of this.#waiting) {
      const { batches } = one.change
      const size = batches.reduce((sum, batch) => sum + batch.events.length, 0)
      const fits = group.length === 0 || (group.length < MOST && events + size <= MOST_EVENTS)
      const isApart = batches.every(({ organization }) => !taken.has(organization))
      for (const { organization } of batches) taken.add(organization)
      if (!fits || !isApart) {
        left.push(one)
        continue
      }
      group.push(one)
      events += size
    }
    this.#waiting = left
    return group
  }
}

/**
 * SQLite has one writer, who can wait for nobody. On PostgreSQL only changes that wait for nothing but the organization
 * share: two groups could stand in each other’s way anywhere else.
 */
function mayShare({ dialect }: Engine, { batches, extra = [] }: Change): boolean {
  if (dialect === 'sqlite') return true
  const isOld = batches.length > 0 && batches.every(({ expectedSequence }) => expectedSequence > 0)
  return isOld && extra.every(({ own = false }) => own)
}

async function writeGroup(engine: Engine, group: readonly Waiting[]): Promise<void> {
  const passing = engine.dialect === 'postgresql'
  try {
    const changes = group.map(({ change }) => change)
    const ended = await commitTogether(engine, changes, { passing })
    for (const [at, { change, resolve }] of group.entries()) {
      const end = ended[at]!
      // Somebody is at its organization: it waits for them by itself, and holds up no other.
      resolve(end.outcome === 'locked' ? commit(engine, change) : end)
    }
  } catch (error) {
    if (group.length === 1 || isOfAll(error)) for (const one of group) answer(one, error)
    else for (const { change, resolve } of group) resolve(commit(engine, change))
  }
}

function answer({ resolve, reject }: Waiting, error: unknown): void {
  try {
    resolve(outcomeOf(error))
  } catch (thrown) {
    reject(thrown)
  }
}

/** Each by itself would wait as long, and fail the same way. */
function isOfAll(error: unknown): boolean {
  return error instanceof StoreFault && OF_ALL.has(error.code)
}
