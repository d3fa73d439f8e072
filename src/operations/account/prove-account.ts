/**
 * Whoever accepts for an account that is in use shows that it is theirs: signed in as it, or by its password. A link
 * alone does not, whoever issued it.
 */
import { refuse } from '../../core/index.ts'
import type { Account } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { type Basis, isOwner } from './basis.ts'
import { checkPassword } from './check-password.ts'

/** @throws Refused INVITE_OTHER_EMAIL for whoever is signed in as somebody else */
export function notSomebodyElse({ id }: Pick<Account, 'id'>, { caller }: Call): void {
  if (caller === undefined || caller.account === id) return
  const detail = 'this invitation is for another address than the one you are signed in with'
  throw new Refused(
    refuse('INVITE_OTHER_EMAIL', detail, { next: 'sign out, then open the link again', field: '/token' }),
  )
}

/**
 * Of an account that is not new.
 * @throws Refused INVITE_OTHER_EMAIL, UNAUTHENTICATED, INVALID, BAD_CREDENTIAL, THROTTLED
 */
export async function proveAccount(
  deps: Deps,
  { account, basis }: { readonly account: Account; readonly basis: Exclude<Basis, 'new'> },
  password: string | undefined,
  call: Call,
): Promise<void> {
  notSomebodyElse(account, call)
  // A password that is given is checked, whoever is signed in: what begins with it rests on it.
  if (basis === 'password' && password !== undefined) {
    const { email } = account
    await checkPassword(deps, { email, password }, call)
    await deps.throttle.succeeded(email, call.address, call.now)
    return
  }
  if (isOwner(call, account.id)) return
  if (basis === 'elsewhere') {
    throw new Refused(
      refuse('UNAUTHENTICATED', 'this account is in use already, without a password: sign in as it first', {
        next: 'sign in the way you usually do, then open the link again',
      }),
    )
  }
  throw new Refused(
    refuse('INVALID', 'sign in first, or give the password of your account', { field: '/password' }),
  )
}
