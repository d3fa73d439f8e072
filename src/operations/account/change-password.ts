/**
 * Changing one's own password, in a session and with the present one. Every other session ends, and every reset that is
 * under way; this session goes on under a new token.
 */
import { refuse } from '../../core/index.ts'
import { type Account, accountById, sessionById, setPassword, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { isActiveIn } from './basis.ts'
import { sessionResult } from './begin-session.ts'
import { checkPassword } from './check-password.ts'
import { newPasswordHash } from './new-password.ts'
import { passwordNotice } from './password-notice.ts'
import { endResets } from './reset-links.ts'
import { aboutAccount } from './reset-password.ts'
import { rotateSession } from './rotate-session.ts'

/** Milliseconds. A session that began longer ago is not enough: whoever found it open may know the password as well. */
const FRESH = 24 * 3_600_000

export function changePassword(deps: Deps): UseCase<'changePassword'> {
  return async ({ body }, call) => {
    const account = await freshlySignedIn(deps, call)
    await checkPassword(deps, { email: account.email, password: body.current_password }, call)
    await deps.throttle.succeeded(account.email, call.address, call.now)
    if (body.password.normalize('NFKC') === body.current_password.normalize('NFKC')) {
      throw new Refused(
        refuse('INVALID', 'this is the present password: choose another', { field: '/password' }),
      )
    }
    const all = await deps.organizations.of(account.id)
    const organizations = all.filter((living) => isActiveIn(living, account.id))
    const passwordHash = await newPasswordHash(deps, body.password, aboutAccount(account, organizations))
    const begun = await rotateSession(deps, call, account.epoch + 1)
    const told = {
      organization: organizations.map(({ id }) => id),
      actor: actorOf(call),
      at: call.now,
    } as const
    const { outcome } = await deps.store.write([
      ...changes(deps, account, passwordHash, call.now),
      ...begun.writes,
      ...activity(deps, {
        type: 'password.changed',
        ...told,
        data: { account: account.id, cause: 'changed' },
      }),
      ...activity(deps, {
        type: 'session.ended',
        ...told,
        data: { account: account.id, cause: 'password_changed' },
      }),
    ])
    if (outcome === 'conflict') {
      throw new Refused(refuse('SESSION_EXPIRED', 'your sessions ended in the meantime: sign in again'))
    }
    if (outcome !== 'committed') throw notWritten()
    await deps.sessions.followRevocations()
    return sessionResult(begun, account, body.answer_as, undefined)
  }
}

/** @throws Refused STEP_UP_REQUIRED where the session began too long ago */
async function freshlySignedIn({ store }: Deps, call: Call): Promise<Account> {
  const { account: id, session: sessionId } = callerOf(call)
  const session = sessionId === undefined ? undefined : await sessionById(store, sessionId)
  const account = await accountById(store, id)
  if (session === undefined || account === undefined) {
    throw new Refused(refuse('UNAUTHENTICATED', 'a password is changed in a session: sign in first'))
  }
  if (session.createdAt + FRESH > call.now) return account
  const detail = 'you signed in more than a day ago: sign in again to change your password'
  throw new Refused(refuse('STEP_UP_REQUIRED', detail, { next: 'compartment login' }))
}

/** Only while the account is as it was read: of two changes at one moment, one is made. */
function changes(deps: Deps, account: Account, passwordHash: string, now: number): Write[] {
  const { build } = deps.store
  const { id, epoch } = account
  return [
    { ...build.update('accounts', { id, epoch }, { epoch }), one: 'accounts.epoch' },
    ...setPassword(build, id, passwordHash, now),
    ...endResets(build, id, now),
    ...passwordNotice(deps, account, 'changed', now),
  ]
}
