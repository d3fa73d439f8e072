/**
 * Idempotency keys: a write that is sent twice happens once. A key is claimed before the write, so two that arrive
 * together do not both run, and kept with the answer for 24 hours. A refusal frees the key: nothing has happened.
 */
import { createHash } from 'node:crypto'
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'
import type { Ready } from './answer.ts'
import type { AnyInput } from './input.ts'
import type { Asked } from './request.ts'

export const KEPT_FOR = 24 * 60 * 60 * 1000

export type Claim = {
  readonly actor: string
  readonly key: string
  readonly hash: string
  readonly now: number
}

/** What stands under a key; a status of 0 is a claim whose write has not ended. */
export type Kept = {
  readonly hash: string
  readonly status: number
  readonly body: string
  readonly createdAt: number
}

export type Replays = {
  /** @returns what stands there already; `undefined`: the key is now this request’s */
  readonly claim: (claim: Claim) => Promise<Kept | undefined>
  readonly settle: (claim: Claim, status: number, body: string) => Promise<void>
  readonly release: (claim: Claim) => Promise<void>
}

const KEY = /^[\x21-\x7e]{1,255}$/

/** @returns `undefined` where there is nothing to do once: no key, or nobody to keep it for */
export function claimOf(request: Asked, input: AnyInput, now: number): Claim | undefined {
  const key = request.headers['idempotency-key']
  const actor = request.caller?.account
  if (key === undefined || actor === undefined || input.query['dry_run'] === true) return undefined
  if (typeof key !== 'string' || !KEY.test(key)) {
    const detail = 'expected 1 to 255 visible characters'
    throw new Refused(refuse('INVALID', `\`Idempotency-Key\` is not valid: ${detail}`), {
      errors: [{ pointer: '/header/idempotency-key', detail }],
    })
  }
  const asked = JSON.stringify([request.method, request.url, request.body ?? null])
  return { actor, key, hash: createHash('sha256').update(asked).digest('hex'), now }
}

/** @param run the write; `secret` answers are not kept */
export async function once(
  replays: Replays,
  claim: Claim,
  run: () => Promise<Ready & { readonly secret: boolean }>,
): Promise<Ready> {
  const kept = await replays.claim(claim)
  if (kept !== undefined) return replayed(kept, claim)
  let done: Ready & { readonly secret: boolean }
  try {
    done = await run()
  } catch (error) {
    if (nothingDone(error)) await replays.release(claim)
    throw error
  }
  const { status, headers, body, secret } = done
  await replays.settle(claim, status, secret ? '' : JSON.stringify({ headers, body }))
  return done
}

/** A refusal says so, but for one: where even the store does not know. After that, and after a fault, the key stays. */
function nothingDone(error: unknown): boolean {
  return (
    error instanceof Refused && (error.refusal.code !== 'INTERNAL' || error.more.retryAfter !== undefined)
  )
}

function replayed(kept: Kept, { hash, key }: Claim): Ready {
  if (kept.hash !== hash) {
    throw new Refused(
      refuse('IDEMPOTENCY_MISMATCH', `the idempotency key \`${key}\` was used for another request`, {
        next: 'send a new key with a new request',
      }),
    )
  }
  const at = new Date(kept.createdAt).toISOString()
  if (kept.status === 0) {
    throw new Refused(
      refuse(
        'STILL_RUNNING',
        `a request with the idempotency key \`${key}\` began at ${at} and has not ended`,
        {
          next: 'try again in a moment; if this stays, look whether it was done, and use a new key',
        },
      ),
      { retryAfter: 1 },
    )
  }
  if (kept.body === '') {
    throw new Refused(
      refuse(
        'ANSWER_NOT_KEPT',
        `this was done at ${at}; its answer held a secret that is shown once and not kept`,
        {
          next: 'issue a new link or token where the first one was lost',
        },
      ),
    )
  }
  const { headers, body } = JSON.parse(kept.body) as Pick<Ready, 'headers' | 'body'>
  return { status: kept.status, headers: { ...headers, 'idempotency-replayed': 'true' }, body }
}
