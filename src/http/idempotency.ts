/**
 * Idempotency keys: a write that is sent twice happens once. A key is claimed before the write, so two that arrive
 * together do not both run, and kept with the answer for 24 hours. A refusal frees the key: nothing has happened.
 */
import { createHash } from 'node:crypto'
import type { Operation } from '../contract/operation.ts'
import { refuse } from '../core/index.ts'
import type { Call } from '../operations/call.ts'
import { Refused } from '../operations/refused.ts'
import type { Claim, Kept, StoredReplays } from '../operations/replays.ts'
import type { Ready } from './answer.ts'
import type { AnyInput } from './input.ts'
import type { Asked } from './request.ts'

export type Replays = Pick<StoredReplays, 'claim' | 'mark' | 'settle' | 'release'>

/** Changes of organizations that, in part or always, do not go through `perform`. */
export const UNMARKED: ReadonlySet<string> = new Set(['acceptInvitation', 'createToken', 'revokeToken'])

const KEY = /^[\x21-\x7e]{1,255}$/

/** @returns `undefined` where there is nothing to do once: no key, or nobody to keep it for */
export function claimOf(
  operation: Operation,
  request: Asked,
  input: AnyInput,
  now: number,
): Claim | undefined {
  const key = request.headers['idempotency-key']
  // A personal token is shown no answer that its owner got without it: it may not reach that.
  const { account, reach, token } = request.caller ?? {}
  const actor = reach === undefined ? account : token
  if (key === undefined || actor === undefined || input.query['dry_run'] === true) return undefined
  if (typeof key !== 'string' || !KEY.test(key)) {
    const detail = 'expected 1 to 255 visible characters'
    throw new Refused(refuse('INVALID', `\`Idempotency-Key\` is not valid: ${detail}`), {
      errors: [{ pointer: '/header/idempotency-key', detail }],
    })
  }
  const asked = JSON.stringify([request.method, request.url, request.body ?? null])
  const hash = createHash('sha256').update(asked).digest('hex')
  return { actor, key, hash, now, marked: isMarked(operation) }
}

/** Whether `perform` makes the change: it alone writes the mark. What has no event of its own is made elsewhere. */
function isMarked({ name, writes = [] }: Operation): boolean {
  return writes.length > 0 && !UNMARKED.has(name)
}

type Once = {
  /** The write; `secret` answers are not kept. */
  readonly run: (mark: Call['mark']) => Promise<Ready & { readonly secret: boolean }>
  /** Refuses who would not come in any more: what was kept is not for them. */
  readonly stillIn: () => Promise<void>
}

export async function once(replays: Replays, claim: Claim, { run, stillIn }: Once): Promise<Ready> {
  const kept = await replays.claim(claim)
  if (kept !== undefined) {
    await stillIn()
    return replayed(kept, claim)
  }
  let done: Ready & { readonly secret: boolean }
  try {
    done = await run(replays.mark(claim))
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
  if (kept.state === 'running') {
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
  if (kept.state === 'lost') {
    throw new Refused(
      refuse('ANSWER_NOT_KEPT', `this was done at ${at}; its answer was lost with the server that did it`, {
        next: 'look at what it changed; a link or token that it made has to be issued anew',
      }),
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
