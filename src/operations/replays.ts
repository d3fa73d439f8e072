/**
 * Idempotency keys in the store, so that they hold across restarts and replicas. A key is claimed before its write and
 * marked in the same transaction as the change, so a claim without a mark has changed nothing, whatever became of the
 * server; when it is old it is taken over, and whoever held it can change nothing any more.
 */
import { refuse } from '../core/index.ts'
import {
  type CommitOutcome,
  forgetIdempotencyKeys,
  type IdempotencyKey,
  idempotencyKey,
  keepIdempotencyKey,
  one,
  type Store,
  type Write,
} from '../store/store.ts'
import type { Logger } from './logger.ts'
import { Refused } from './refused.ts'

export const KEPT_FOR = 24 * 60 * 60 * 1000
/** No write takes this long: its server has ended, or stands still. */
const ABANDONED_AFTER = 30_000
const CLAIMS = 3

/** In place of a status: the write has begun. */
const CLAIMED = 0
/** In place of a status: the change is made, and its answer is not kept yet. */
const MADE = 1

/** What the store reports where somebody else has taken the claim over. */
export const CLAIM_LOST = 'idempotency_keys.created_at'

export type Claim = {
  readonly actor: string
  readonly key: string
  /** Of what is asked. */
  readonly hash: string
  /** Epoch milliseconds; with actor and key it tells this claim from one that takes it over. */
  readonly now: number
  /** Whether its change carries the mark, so that a claim without one has changed nothing. */
  readonly marked: boolean
}

/** What stands under a key. */
export type Kept = {
  readonly hash: string
  /** `running`: its write has not ended; `lost`: it was made, and its server ended before it kept the answer. */
  readonly state: 'answered' | 'running' | 'lost'
  readonly status: number
  readonly body: string
  readonly createdAt: number
}

export class StoredReplays {
  readonly #store: Store
  readonly #log: Logger

  constructor(store: Store, log: Logger) {
    this.#store = store
    this.#log = log
  }

  /**
   * @returns what stands there already; `undefined`: the key is now this request’s
   * @throws Refused where others claim it at the same time; what the store cannot do
   */
  async claim(claim: Claim): Promise<Kept | undefined> {
    const { actor, key, hash, now } = claim
    const claimed = { actor, key, requestHash: hash, status: CLAIMED, body: '', createdAt: now }
    const { build } = this.#store
    for (let tries = 0; tries < CLAIMS; tries++) {
      const old = forgetIdempotencyKeys(build, now - KEPT_FOR)
      const written = await this.#store.write([...old, ...keepIdempotencyKey(build, claimed)])
      if (written.outcome === 'committed') return undefined
      if (written.outcome !== 'conflict') throw notClaimed(written)
      const kept = await idempotencyKey(this.#store, actor, key)
      // It may have been freed in between.
      if (kept === undefined) continue
      if (!isAbandoned(kept, claim)) return keptOf(kept, now)
      if (await this.#takeOver(kept, claim)) return undefined
    }
    throw new Refused(refuse('OVERLOADED', 'others use this idempotency key at the same time'), {
      retryAfter: 1,
    })
  }

  /** Goes into the same transaction as the change. */
  mark(claim: Claim): readonly Write[] {
    const made = this.#store.build.update(
      'idempotency_keys',
      { ...placeOf(claim), status: CLAIMED },
      { status: MADE },
    )
    return [{ ...one(made, CLAIM_LOST), own: true }]
  }

  async settle(claim: Claim, status: number, body: string): Promise<void> {
    // The write is done whatever becomes of its key: without an answer the key says so.
    const kept = this.#store.build.update('idempotency_keys', placeOf(claim), { status, body })
    const { outcome } = await this.#store.write([kept])
    if (outcome !== 'committed')
      this.#log.error({ outcome }, 'an answer could not be kept for its idempotency key')
  }

  async release(claim: Claim): Promise<void> {
    const { outcome } = await this.#store.write([
      this.#store.build.remove('idempotency_keys', placeOf(claim)),
    ])
    if (outcome !== 'committed') this.#log.error({ outcome }, 'an idempotency key could not be freed')
  }

  /** @returns whether the key is this request’s now */
  async #takeOver({ createdAt }: IdempotencyKey, claim: Claim): Promise<boolean> {
    const { actor, key, now } = claim
    const taken = this.#store.build.update(
      'idempotency_keys',
      { actor, key, created_at: createdAt, status: CLAIMED },
      { created_at: now },
    )
    const { outcome } = await this.#store.write([one(taken, CLAIM_LOST)])
    return outcome === 'committed'
  }
}

function placeOf({ actor, key, now }: Claim): { actor: string; key: string; created_at: number } {
  return { actor, key, created_at: now }
}

function isAbandoned({ status, requestHash, createdAt }: IdempotencyKey, claim: Claim): boolean {
  const isOld = claim.now - createdAt >= ABANDONED_AFTER
  return claim.marked && status === CLAIMED && requestHash === claim.hash && isOld
}

function keptOf({ requestHash, status, body, createdAt }: IdempotencyKey, now: number): Kept {
  const isOver = status === MADE && now - createdAt >= ABANDONED_AFTER
  const state = status > MADE ? 'answered' : isOver ? 'lost' : 'running'
  return { hash: requestHash, state, status, body, createdAt }
}

function notClaimed(outcome: CommitOutcome): Error {
  return 'error' in outcome
    ? outcome.error
    : new Error(`an idempotency key could not be claimed: ${outcome.outcome}`)
}
