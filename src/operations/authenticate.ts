/** Whose token a door was sent. Says nothing about what they may do. */
import type { Caller } from './call.ts'
import type { Deps } from './deps.ts'

/** At once where memory knows, so that a check does not wait; `undefined` for a token that is nobody's. */
export type Authenticate = (
  token: string,
  from: { readonly now: number },
) => Caller | undefined | Promise<Caller | undefined>

export function authenticate({ sessions }: Deps): Authenticate {
  return (token, { now }) => sessions.find(token, now)
}
