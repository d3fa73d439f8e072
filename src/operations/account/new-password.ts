/** A password that somebody chooses: judged by the rules, then hashed. */
import { refuse } from '../../core/index.ts'
import { passwordProblem } from '../../identity/password-rules.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { busyRefused } from './check-password.ts'

/**
 * @param about the account's address and names, and the organization's
 * @throws Refused INVALID with why, never with any part of the password
 */
export async function newPasswordHash(
  { passwords }: Deps,
  password: string,
  about: readonly string[],
): Promise<string> {
  const problem = passwordProblem(password, about)
  if (problem !== undefined) {
    throw new Refused(refuse('INVALID', `this password cannot be used: ${problem}`, { field: '/password' }))
  }
  return busyRefused(() => passwords.hash(password))
}
