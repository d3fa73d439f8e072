/**
 * One limit for every path that checks a password, shared by all replicas: per account, per source, and per account and
 * source together. An attempt is counted before the password is looked at, so that parallel guesses gain nothing. It never
 * locks anybody out for good: waits end after 15 minutes at most, and where somebody signed in before, others' guesses
 * from elsewhere do not keep them waiting.
 */
import { derivedKey } from '../identity/sealed.ts'
import { type Counted, sourceOf, throttleKey } from '../identity/throttle.ts'
import {
  countAttempt,
  forgetThrottle,
  knowKey,
  type Limit,
  type Store,
  throttleStates,
  uncountAttempt,
} from '../store/store.ts'
import { notWritten } from './commit.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const GUESSES = { window: 15 * MINUTE, firstWait: 15_000, longestWait: 15 * MINUTE } as const
const MAILS = { window: 60 * MINUTE, firstWait: 60 * MINUTE, longestWait: 60 * MINUTE } as const

const LIMITS: Readonly<Record<Counted, Limit>> = {
  account: { attempts: 10, ...GUESSES },
  pair: { attempts: 10, ...GUESSES },
  source: { attempts: 100, ...GUESSES },
  reset_mail: { attempts: 5, ...MAILS },
  reset_source: { attempts: 100, ...GUESSES },
  code: { attempts: 10, ...GUESSES },
  code_source: { attempts: 100, ...GUESSES },
  device_source: { attempts: 100, ...GUESSES },
}

/** So long is it remembered where somebody signed in. */
const KNOWN_FOR = 30 * DAY
/** What was found to be waiting is believed this long without asking the store, so that a flood does not reach it. */
const BELIEVED = 1000
const MOST_BELIEVED = 10_000
const TIDY_EVERY = 5 * MINUTE

type Believed = { readonly until: number; readonly at: number }

export class Throttle {
  readonly #store: Store
  readonly #key: Uint8Array
  readonly #waiting = new Map<string, Believed>()
  #tidiedAt = 0

  constructor(store: Store, secretKey: Uint8Array) {
    this.#store = store
    this.#key = derivedKey(secretKey, 'throttle')
  }

  /**
   * Counts an attempt to get in. Whoever has to wait is not counted: waiting people are not pushed further back by
   * others' guesses, and a source that has to wait counts against no account.
   * @param account the normal form of the address, whether or not there is such an account
   * @param address the peer's
   * @returns seconds to wait; 0 when the attempt may go on
   * @throws Refused where it cannot be counted
   */
  async attempt(account: string, address: string, now: number): Promise<number> {
    const keys = this.#keys(account, address)
    const believed = this.#believed([keys.source], now)
    if (believed > 0) return believed
    const known = (await throttleStates(this.#store, [keys.pair])).get(keys.pair)
    const isKnown = known !== undefined && known.knownUntil > now
    return this.#count(
      [['source', keys.source], isKnown ? ['pair', keys.pair] : ['account', keys.account]],
      now,
    )
  }

  /** Its owner got in: this was no guess, and from here they are known. */
  async succeeded(account: string, address: string, now: number): Promise<void> {
    const { build } = this.#store
    const keys = this.#keys(account, address)
    const { outcome } = await this.#store.write([
      ...uncountAttempt(build, keys.source),
      ...uncountAttempt(build, keys.account),
      ...knowKey(build, keys.pair, now, now + KNOWN_FOR),
    ])
    if (outcome !== 'committed') throw notWritten()
  }

  /**
   * How long an account has to wait, from anywhere, or from one of the places where it was tried. Counts nothing.
   * @param account the normal form of the address
   * @returns epoch milliseconds; 0 where it need not wait
   */
  async waitsUntil(account: string, addresses: readonly string[]): Promise<number> {
    const keys = addresses.map((address) => this.#keys(account, address).pair)
    const asked = [throttleKey(this.#key, 'account', account), ...new Set(keys)]
    const states = await throttleStates(this.#store, asked)
    return Math.max(0, ...Array.from(states.values(), ({ until }) => until))
  }

  /** Counts a mail to an account that somebody else can cause. @returns seconds until the next one may go out */
  async mail(account: string, now: number): Promise<number> {
    return this.#count([['reset_mail', throttleKey(this.#key, 'reset_mail', account)]], now)
  }

  /** Counts somebody asking for such mails. @returns seconds until they may ask again */
  async asking(address: string, now: number): Promise<number> {
    return this.#count([['reset_source', throttleKey(this.#key, 'reset_source', sourceOf(address))]], now)
  }

  /** Counts a program that begins to sign in. @returns seconds until the next one may */
  async device(address: string, now: number): Promise<number> {
    return this.#count([['device_source', throttleKey(this.#key, 'device_source', sourceOf(address))]], now)
  }

  /** Counts a code that somebody signed in types: guesses at codes and at passwords do not keep each other waiting. */
  async code(account: string, address: string, now: number): Promise<number> {
    const source = throttleKey(this.#key, 'code_source', sourceOf(address))
    return this.#count(
      [
        ['code_source', source],
        ['code', throttleKey(this.#key, 'code', account)],
      ],
      now,
    )
  }

  #keys(account: string, address: string): Readonly<Record<'account' | 'pair' | 'source', string>> {
    const source = sourceOf(address)
    return {
      source: throttleKey(this.#key, 'source', source),
      account: throttleKey(this.#key, 'account', account),
      pair: throttleKey(this.#key, 'pair', account, source),
    }
  }

  /** All of them or none. */
  async #count(counts: readonly (readonly [Counted, string])[], now: number): Promise<number> {
    const keys = counts.map(([, key]) => key)
    const believed = this.#believed(keys, now)
    if (believed > 0) return believed
    const { build } = this.#store
    await this.#tidy(now)
    const written = await this.#store.write(
      counts.flatMap(([counted, key]) => countAttempt(build, key, LIMITS[counted], now)),
    )
    if (written.outcome === 'committed') return 0
    if (written.outcome !== 'conflict') throw notWritten()
    const states = await throttleStates(this.#store, keys)
    for (const key of keys) this.#believe(key, states.get(key)?.until ?? 0, now)
    // It may have ended between the two looks.
    return Math.max(1, this.#believed(keys, now))
  }

  #believe(key: string, until: number, now: number): void {
    if (until <= now) return
    if (this.#waiting.size >= MOST_BELIEVED) this.#waiting.clear()
    this.#waiting.set(key, { until, at: now })
  }

  #believed(keys: readonly string[], now: number): number {
    for (const key of keys) {
      const found = this.#waiting.get(key)
      if (found === undefined) continue
      if (found.until > now && now < found.at + BELIEVED) return Math.ceil((found.until - now) / 1000)
      this.#waiting.delete(key)
    }
    return 0
  }

  /** A flood of made-up addresses leaves counts behind; they go as soon as nothing depends on them. */
  async #tidy(now: number): Promise<void> {
    if (now < this.#tidiedAt + TIDY_EVERY) return
    this.#tidiedAt = now
    await this.#store.write(forgetThrottle(this.#store.build, now))
  }
}
