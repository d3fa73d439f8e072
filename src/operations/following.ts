/**
 * Follows other writers: other replicas, and `admin` commands, which are a second process. What the others announce is
 * looked at at once; a poll every 250 ms reads the heads of the organizations in memory and the log of revocations, and
 * it alone renews the freshness of what is answered from memory.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Listening, Store } from '../store/store.ts'
import type { LivingOrganization } from './living-organization.ts'
import type { Logger } from './logger.ts'
import type { Organizations } from './organizations.ts'
import type { Sessions } from './sessions.ts'

const EVERY = 250
/**
 * Longer than this without a successful poll, and several replicas could disagree unseen. What is promised is a second,
 * for whoever asks: the last answer has a way to go.
 */
const LEASE = 950
/** A poll whose answers take longer than this renews nothing. */
const WITHIN = 900
/** A request that finds the lease over waits this long for a poll. */
const PATIENCE = 400

type Followed = {
  readonly store: Store
  readonly organizations: Organizations
  readonly sessions: Sessions
  readonly logger: Logger
}

type Moment = { readonly steady: number; readonly wall: number }
type Look = { readonly arrived: Promise<unknown> }

export class Following {
  readonly #followed: Followed
  #timer: NodeJS.Timeout | undefined
  #polling: Promise<Look> | undefined
  #listening: Listening | undefined
  #confirmed = now()
  #failing = false
  #started = false

  constructor(followed: Followed) {
    this.#followed = followed
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#listen()
    this.#again()
  }

  async close(): Promise<void> {
    this.#started = false
    clearTimeout(this.#timer)
    await this.#listening?.close()
    await this.#polling?.catch(() => {})
    await this.#followed.sessions.flush().catch(() => {})
  }

  /**
   * Whether what is in memory may be answered from, as far as is known without asking. One replica alone is always
   * fresh: an embedded store has no other but the server's own `admin` commands.
   * @param living also what is in memory of this organization
   */
  isFreshNow(living?: LivingOrganization): boolean {
    if (!this.#started || this.#followed.store.dialect === 'sqlite') return true
    if (!isWithin(this.#confirmed)) return false
    return living === undefined || performance.now() - living.confirmed <= LEASE
  }

  /** The same, but asks before it says no. */
  async isFresh(living?: LivingOrganization): Promise<boolean> {
    if (this.isFreshNow(living)) return true
    await Promise.race([this.now(), wait(PATIENCE, undefined, { ref: false })]).catch(() => {})
    return this.isFreshNow(living)
  }

  /** Looks now, and ends when everything that was found is in memory. Those who come while it looks share the look. */
  async now(): Promise<void> {
    const { arrived } = await this.#look()
    await arrived
  }

  async #look(): Promise<Look> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined
    })
    return this.#polling
  }

  async #poll(): Promise<Look> {
    const began = now()
    const { organizations, sessions } = this.#followed
    const [, look] = await Promise.all([sessions.followRevocations(WITHIN), organizations.look(WITHIN)])
    this.#confirmed = began
    return look
  }

  #again(): void {
    if (!this.#started) return
    this.#timer = setTimeout(() => void this.#tick(), EVERY)
    this.#timer.unref()
  }

  async #tick(): Promise<void> {
    const { sessions, logger } = this.#followed
    try {
      await this.#look()
      this.#failing = false
      await sessions.flush()
    } catch (error) {
      if (!this.#failing) logger.error({ err: error }, 'cannot follow the store')
      this.#failing = true
    }
    this.#again()
  }

  #listen(): void {
    const { store, organizations, sessions, logger } = this.#followed
    // What fails here, the next poll does.
    const later = (error: unknown): void => logger.warn({ err: error }, 'cannot follow an announcement')
    this.#listening = store.listen({
      moved: (organization, sequence) => void organizations.heard(organization, sequence).catch(later),
      revoked: () => void sessions.followRevocations().catch(later),
      listening: () => void this.now().catch(later),
      deaf: (error) => logger.warn({ err: error }, 'announcements are not heard; polling goes on'),
    })
  }
}

function now(): Moment {
  return { steady: performance.now(), wall: Date.now() }
}

/** A machine that was suspended shows it in the wall clock alone. */
function isWithin({ steady, wall }: Moment): boolean {
  return performance.now() - steady <= LEASE && Date.now() - wall <= LEASE
}
