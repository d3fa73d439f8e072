/**
 * The one place where a password is checked. Every attempt is counted first, under the address and the source; whether
 * there is such an account shows neither in the answer nor in the time it takes.
 */

import { refuse } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { TooBusy } from '../../identity/password-hash.ts'
import { codePoints, LONGEST } from '../../identity/password-rules.ts'
import { type Account, accountByEmail } from '../../store/store.ts'
import { actorOf } from '../activity/record.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { organizationIds } from './own-organizations.ts'

/** @throws Refused THROTTLED, OVERLOADED, BAD_CREDENTIAL */
export async function checkPassword(
  deps: Deps,
  given: { readonly email: string; readonly password: string },
  call: Call,
): Promise<Account> {
  const { address, now } = call
  const email = normalEmail(given.email)
  // What cannot be looked at is no guess, and costs the store nothing.
  if (deps.passwords.isFull) throw overloaded()
  const wait = await deps.throttle.attempt(email ?? given.email.trim().toLowerCase(), address, now)
  if (wait > 0) {
    noteFailure(deps, email, call, 'throttled')
    throw new Refused(refuse('THROTTLED', 'too many attempts: wait and try again'), { retryAfter: wait })
  }
  const account = email === undefined ? undefined : await accountByEmail(deps.store, email)
  // Longer ones cannot be anybody's; the time is spent all the same.
  const couldBe = given.password.isWellFormed() && codePoints(given.password.normalize('NFKC')) <= LONGEST
  const matches = await busyRefused(() =>
    deps.passwords.matches(couldBe ? given.password : '', couldBe ? account?.passwordHash : undefined),
  )
  if (account !== undefined && matches) return account
  noteFailure(deps, email, call, account === undefined ? 'unknown' : 'password')
  throw badCredential()
}

/** Noted after the answer, where finding out whom it concerns takes no part in the time that the answer takes. */
export function noteFailure(
  deps: Deps,
  email: string | undefined,
  call: Call,
  cause: 'throttled' | 'unknown' | 'password' | 'no_organization',
): void {
  const { caller, address, now } = call
  deps.notes.add(async () => {
    const account = email === undefined ? undefined : await accountByEmail(deps.store, email)
    deps.activity.note({
      type: 'sign_in.failed',
      organization: account === undefined ? null : await organizationIds(deps, account.id),
      actor: actorOf({ caller, address }),
      at: now,
      data: { method: 'password', cause, ...(account !== undefined && { account: account.id }) },
    })
  })
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
    throw overloaded()
  }
}

function overloaded(): Refused {
  return new Refused(refuse('OVERLOADED', 'too many people are signing in at this moment'), { retryAfter: 2 })
}
