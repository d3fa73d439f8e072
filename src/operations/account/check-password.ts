/**
 * The one place where a password is checked. Every attempt is counted first, under the address and the source; whether
 * there is such an account shows neither in the answer nor in the time it takes.
 */

import { refuse } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { TooBusy } from '../../identity/password-hash.ts'
import { codePoints, LONGEST } from '../../identity/password-rules.ts'
import { type Account, accountByEmail } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

/** @throws Refused THROTTLED, OVERLOADED, BAD_CREDENTIAL */
export async function checkPassword(
  deps: Deps,
  given: { readonly email: string; readonly password: string },
  { address, now }: Call,
): Promise<Account> {
  const email = normalEmail(given.email)
  const wait = deps.throttle.attempt(email ?? given.email.trim().toLowerCase(), address, now)
  if (wait > 0)
    throw new Refused(refuse('THROTTLED', 'too many attempts: wait and try again'), { retryAfter: wait })
  const account = email === undefined ? undefined : await accountByEmail(deps.store, email)
  // Longer ones cannot be anybody's; the time is spent all the same.
  const couldBe = given.password.isWellFormed() && codePoints(given.password.normalize('NFKC')) <= LONGEST
  const matches = await busyRefused(() =>
    deps.passwords.matches(couldBe ? given.password : '', couldBe ? account?.passwordHash : undefined),
  )
  if (account === undefined || !matches) throw badCredential()
  return account
}

export function badCredential(): Refused {
  return new Refused(refuse('BAD_CREDENTIAL', 'e-mail or password is not right'))
}

/** @throws Refused OVERLOADED where too many passwords are being worked on already */
export async function busyRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error
    throw new Refused(refuse('OVERLOADED', 'too many people are signing in at this moment'), {
      retryAfter: 2,
    })
  }
}
