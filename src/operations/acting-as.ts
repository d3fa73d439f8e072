/** The caller as the guards know them: with a personal token, only as far as it reaches. */
import type { Actor } from '../core/index.ts'
import type { Caller } from './call.ts'

export function actingAs({ account, reach }: Caller): Actor {
  return { type: 'principal', id: account, ...(reach !== undefined && { reach }) }
}
