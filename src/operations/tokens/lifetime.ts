/** How long a token lasts: it always ends, a year from now at the latest. */
import { refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'

/** Milliseconds. */
export const LONGEST = 365 * 24 * 3_600_000

/** @throws Refused INVALID @returns epoch milliseconds */
export function expiryOf(text: string, now: number): number {
  const at = Date.parse(text)
  if (at > now && at <= now + LONGEST) return at
  const detail = at > now ? 'a token lasts 365 days at most' : 'this time is over already'
  throw new Refused(refuse('INVALID', detail, { field: '/expires_at' }))
}
