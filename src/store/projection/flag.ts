import type { Flag } from '../tables.ts'

/** Yes and no as columns hold them. */
export function flag(yes: boolean): Flag {
  return yes ? 1 : 0
}
