/**
 * One limit for every path that checks a password: per account and per source, counted before the password is looked
 * at, so that parallel guesses gain nothing. It never locks anybody out for good: waits end after 15 minutes at most.
 *
 * This one lives in memory: each replica counts for itself. A shared one has the same interface.
 */

export type Throttle = {
  /**
   * Counts an attempt.
   * @param account the normal form of the address, whether or not there is such an account
   * @param source the peer's address
   * @returns seconds to wait; 0 when the attempt may go on
   */
  attempt(account: string, source: string, now: number): number
  /** The account's owner got in: their own slips are forgotten; those of the source are not. */
  succeeded(account: string): void
}

export type Limits = { readonly perAccount: number; readonly perSource: number }

const DEFAULT_LIMITS: Limits = { perAccount: 10, perSource: 100 }

const WINDOW = 15 * 60_000
const FIRST_WAIT = 15_000
const LONGEST_WAIT = 15 * 60_000
/** Beyond this many keys the oldest are forgotten, so that a flood of made-up addresses costs no memory. */
const MOST_KEYS = 100_000

type Count = { began: number; attempts: number; waits: number; until: number }

export class MemoryThrottle implements Throttle {
  readonly #limits: Limits
  readonly #accounts = new Map<string, Count>()
  readonly #sources = new Map<string, Count>()

  constructor(limits: Limits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  attempt(account: string, source: string, now: number): number {
    // Whoever has to wait is not counted: waiting people are not pushed further back by others' guesses. A source that
    // has to wait adds no accounts either: made-up ones would push out the counts of those that are under attack.
    const ofSource = countOf(this.#sources, source, now)
    if (ofSource.until > now) return Math.ceil((ofSource.until - now) / 1000)
    const ofAccount = countOf(this.#accounts, account, now)
    if (ofAccount.until > now) return Math.ceil((ofAccount.until - now) / 1000)
    charge(ofSource, this.#limits.perSource, now)
    charge(ofAccount, this.#limits.perAccount, now)
    return 0
  }

  succeeded(account: string): void {
    this.#accounts.delete(account)
  }
}

function countOf(counts: Map<string, Count>, key: string, now: number): Count {
  const known = counts.get(key)
  if (known !== undefined && now < Math.max(known.began + WINDOW, known.until + WINDOW)) return known
  const fresh = { began: now, attempts: 0, waits: 0, until: 0 }
  counts.delete(key)
  counts.set(key, fresh)
  if (counts.size > MOST_KEYS) counts.delete(counts.keys().next().value!)
  return fresh
}

/** From the last free attempt on, each one is followed by a wait twice as long as the one before. */
function charge(count: Count, limit: number, now: number): void {
  count.attempts++
  if (count.attempts < limit) return
  count.until = now + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** count.waits)
  count.waits++
}
