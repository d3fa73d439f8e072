/**
 * Follows other writers: other replicas, and `admin` commands, which are a second process. One poll every 250 ms reads
 * the heads of the organizations in memory and the log of revocations; its success renews the freshness of what is
 * answered from memory.
 */
import type { Store } from '../store/store.ts'
import type { Logger } from './logger.ts'
import type { Organizations } from './organizations.ts'
import type { Sessions } from './sessions.ts'

const EVERY = 250
/** Longer than this without a successful poll, and several replicas could disagree unseen. */
const LEASE = 1000

type Followed = {
  readonly store: Store
  readonly organizations: Organizations
  readonly sessions: Sessions
  readonly logger: Logger
}

export class Following {
  readonly #followed: Followed
  #timer: NodeJS.Timeout | undefined
  #polling: Promise<void> | undefined
  #fresh = performance.now()
  #failing = false
  #started = false

  constructor(followed: Followed) {
    this.#followed = followed
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#again()
  }

  async close(): Promise<void> {
    this.#started = false
    clearTimeout(this.#timer)
    await this.#polling?.catch(() => {})
    await this.#followed.sessions.flush().catch(() => {})
  }

  /**
   * Whether what is in memory may be answered from. One replica alone is always fresh: an embedded store has no other
   * but the server's own `admin` commands.
   */
  async isFresh(): Promise<boolean> {
    if (!this.#started || this.#followed.store.dialect === 'sqlite' || this.#within()) return true
    await this.now().catch(() => {})
    return this.#within()
  }

  /** Looks now. Those who come while it looks wait for the same look. */
  async now(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined
    })
    await this.#polling
  }

  #within(): boolean {
    return performance.now() - this.#fresh <= LEASE
  }

  async #poll(): Promise<void> {
    const began = performance.now()
    const { organizations, sessions } = this.#followed
    await sessions.followRevocations()
    await organizations.catchUp()
    await sessions.flush()
    this.#fresh = began
  }

  #again(): void {
    if (!this.#started) return
    this.#timer = setTimeout(() => void this.#tick(), EVERY)
    this.#timer.unref()
  }

  async #tick(): Promise<void> {
    try {
      await this.now()
      this.#failing = false
    } catch (error) {
      if (!this.#failing) this.#followed.logger.error({ err: error }, 'cannot follow the store')
      this.#failing = true
    }
    this.#again()
  }
}
