/**
 * Whose token this is. Memory answers only while it may be answered from: a replica that could not look at the log of
 * revocations for longer than the lease looks first, and lets nobody in while it cannot.
 */
import { refuse } from '../core/index.ts'
import type { Caller } from './call.ts'
import type { Deps } from './deps.ts'
import { Refused } from './refused.ts'

type Found = Caller | undefined | Promise<Caller | undefined>
type Needed = Pick<Deps, 'following' | 'sessions'>

/**
 * At once where memory knows and is fresh.
 * @returns `undefined` for what never was in force
 * @throws Refused NOT_FRESH, and SESSION_EXPIRED or TOKEN_EXPIRED for what is over
 */
export function authenticate({ following, sessions }: Needed, token: string, now: number): Found {
  if (following.isFreshNow()) return sessions.admit(token, now)
  return following.isFresh().then((fresh) => {
    if (fresh) return sessions.admit(token, now)
    throw new Refused(refuse('NOT_FRESH', 'who you are cannot be confirmed right now'), { retryAfter: 1 })
  })
}
