/** Whoever opens a link for an account that has a password shows that it is theirs: signed in as it, or by password. */
import { refuse } from '../../core/index.ts'
import type { Account } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { checkPassword } from './check-password.ts'

/** @throws Refused INVITE_OTHER_EMAIL for whoever is signed in as somebody else */
export function notSomebodyElse({ id }: Pick<Account, 'id'>, { caller }: Call): void {
  if (caller === undefined || caller.account === id) return
  const detail = 'this invitation is for another address than the one you are signed in with'
  throw new Refused(refuse('INVITE_OTHER_EMAIL', detail))
}

/** The caller is signed in as nobody else (`notSomebodyElse`). */
export async function proveAccount(
  deps: Deps,
  { email }: Account,
  password: string | undefined,
  call: Call,
): Promise<void> {
  if (call.caller !== undefined) return
  if (password === undefined) {
    throw new Refused(
      refuse('INVALID', 'sign in first, or give the password of your account', { field: '/password' }),
    )
  }
  await checkPassword(deps, { email, password }, call)
  deps.throttle.succeeded(email)
}
