/**
 * What was noted off the path of requests, written in batches. A flood is sampled: of the same thing so many a minute are
 * kept and the rest is counted, so that neither disk nor memory fills and what is rare is not lost (AUD-08).
 */
import type { ActivityType } from '../../core/catalogue/activity.ts'
import { type ActivityRecord, insertActivity, type Store } from '../../store/store.ts'
import type { Logger } from '../logger.ts'
import { type ActivityEntry, BY_ITSELF, recordsOf } from './record.ts'

type Around = {
  readonly store: Store
  readonly clock: () => number
  readonly newId: (prefix: string) => string
  readonly logger: Logger
}

export type Limits = {
  /** Kept of one type, in one organization, about one account, in a window. */
  readonly perAccount: number
  /** Kept of one type, in one organization, in a window. */
  readonly perType: number
  /** Milliseconds. */
  readonly window: number
  /** Records that wait for the store; beyond it they are counted only. */
  readonly waiting: number
}

const LIMITS: Limits = { perAccount: 60, perType: 600, window: 60_000, waiting: 5000 }
/** Milliseconds that a record may wait for others. */
const DELAY = 100
const BATCH = 500

type Counted = { readonly organization: string; readonly type: ActivityType; count: number; since: number }

export class ActivityLog {
  readonly #around: Around
  readonly #limits: Limits
  #waiting: ActivityRecord[] = []
  readonly #seen = new Map<string, number>()
  readonly #counted = new Map<string, Counted>()
  #windowEnds = 0
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  constructor(around: Around, limits: Partial<Limits> = {}) {
    this.#around = around
    this.#limits = { ...LIMITS, ...limits }
  }

  /** Returns at once; it is written within a moment. Never throws. */
  note(entry: ActivityEntry): void {
    this.#turnWindow(this.#around.clock())
    for (const record of recordsOf(this.#around.newId, entry)) {
      if (this.#isTooMuch(record)) this.#count(record)
      else this.#waiting.push(record)
    }
    this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref()
  }

  /** Writes what waits, and what was only counted if its window is over. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#turnWindow(this.#around.clock())
    // What is noted while it is written waits for the next turn.
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#write())
    await this.#writing
  }

  /** Writes everything, the counts too. */
  async close(): Promise<void> {
    this.#windowEnds = 0
    await this.flush()
  }

  #isTooMuch({ organization, type, actor, data }: ActivityRecord): boolean {
    const about = 'account' in data ? data.account : actor.account
    const place = `${organization} ${type}`
    const perType = this.#seen.get(place) ?? 0
    const perAccount = this.#seen.get(`${place} ${String(about)}`) ?? 0
    const limits = this.#limits
    const tooMuch =
      perType >= limits.perType || perAccount >= limits.perAccount || this.#waiting.length >= limits.waiting
    if (!tooMuch) {
      this.#seen.set(place, perType + 1)
      this.#seen.set(`${place} ${String(about)}`, perAccount + 1)
    }
    return tooMuch
  }

  #count({ organization, type, at }: ActivityRecord): void {
    const key = `${organization} ${type}`
    const counted = this.#counted.get(key) ?? { organization, type, count: 0, since: at }
    counted.count++
    this.#counted.set(key, counted)
  }

  #turnWindow(now: number): void {
    if (now < this.#windowEnds) return
    this.#windowEnds = now + this.#limits.window
    this.#seen.clear()
    for (const { organization, type, count, since } of this.#counted.values()) {
      const data = { type, count, since }
      const entry = { type: 'activity.sampled', organization, actor: BY_ITSELF, at: now, data } as const
      this.#waiting.push(...recordsOf(this.#around.newId, entry))
    }
    this.#counted.clear()
  }

  async #write(): Promise<void> {
    const { store, logger } = this.#around
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH)
      const writes = batch.flatMap((record) => insertActivity(store.build, record))
      const outcome = await store.write(writes).catch((error: unknown) => ({ outcome: 'failed', error }))
      if (outcome.outcome !== 'committed') {
        // They stay, as many as may wait, and are tried again with the next.
        logger.error(
          { outcome: outcome.outcome, waiting: this.#waiting.length },
          'cannot write the activity log',
        )
        return
      }
      this.#waiting.splice(0, batch.length)
    }
  }
}
