/** How long, and how much, is kept of what was refused. */
import type { Deps } from '../deps.ts'

const DAY = 86_400_000
const DAYS = 30

/** Of each organization, the newest so many. */
export const KEPT_PER_ORGANIZATION = 10_000

/** What was refused before it has expired: its reference stands for nothing any more. */
export function keptSince({ denialDays = DAYS }: Pick<Deps, 'denialDays'>, now: number): number {
  return now - denialDays * DAY
}
