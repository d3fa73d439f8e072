/** When a diagnosis is open: until it is closed, finds nothing any more, or nobody has looked at it for a week. */
import type { StoredDiagnosis } from '../../store/store.ts'

const WEEK = 7 * 86_400_000

/** Those that were last looked at before this are over. */
export function openSince(now: number): number {
  return now - WEEK
}

export function isOpen({ closedAt, lookedAt }: StoredDiagnosis, now: number): boolean {
  return closedAt === undefined && lookedAt > openSince(now)
}

/**
 * Whether it goes on: open, or closed by itself because nothing stands in the way. The person may say otherwise: then it is
 * recorded what somebody saw, and handed on.
 */
export function goesOn({ closedBy, lookedAt }: StoredDiagnosis, now: number): boolean {
  return closedBy === undefined && lookedAt > openSince(now)
}
