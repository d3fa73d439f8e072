/**
 * Forgot password: the same answer in the same time for every address (F33). Whether there is such an account is looked
 * up after the answer; only one that signs in with a password, somewhere and now, gets a mail (RST-08).
 */
import { normalEmail } from '../../core/model/email.ts'
import { accountByEmail } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { mailIsConfigured, post } from '../mail/post.ts'
import { newResetLink, openedByPassword } from './reset-links.ts'

export function forgotPassword(deps: Deps): UseCase<'forgotPassword'> {
  return async ({ body }, call) => {
    const mail = mailIsConfigured(deps)
    if (mail) deps.errands.add(() => mailReset(deps, body.email, call))
    return { answer: { mail } }
  }
}

async function mailReset(deps: Deps, address: string, call: Call): Promise<void> {
  const email = normalEmail(address)
  if (email === undefined || (await deps.throttle.asking(call.address, call.now)) > 0) return
  const account = await accountByEmail(deps.store, email)
  if (account === undefined) return
  const opened = await openedByPassword(deps, account)
  if (opened.length === 0 || (await deps.throttle.mail(account.id, call.now)) > 0) return
  const { url, expiresAt, writes } = newResetLink(deps, account.id, call.now)
  const letter = post(deps, {
    kind: 'password_reset',
    account: account.id,
    email: account.emailDisplay,
    url,
    expiresAt,
  })
  const told = activity(deps, {
    type: 'password.reset.requested',
    organization: opened.map(({ id }) => id),
    actor: actorOf({ caller: undefined, address: call.address }),
    at: call.now,
    data: { account: account.id, by: 'forgot_password' },
  })
  const { outcome } = await deps.store.write([...writes, ...letter, ...told])
  if (outcome !== 'committed') deps.logger.error({ outcome }, 'a letter could not be queued')
}
