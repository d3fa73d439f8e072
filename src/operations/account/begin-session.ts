/** A session begins: its token goes out once, its hash stays. */
import type { Unparsed } from '../../contract/table.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../core/index.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { createSession, type Write } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Result } from '../call.ts'
import type { Deps } from '../deps.ts'

export type Beginning = {
  readonly account: { readonly id: string; readonly email: string }
  /** The account's epoch that the session belongs to. */
  readonly epoch: number
  readonly method: 'password' | 'setup' | 'demo'
  /** Settings of the organizations that it opens: the shortest lifetimes count. */
  readonly settings: readonly Settings[]
  readonly address: string
  readonly now: number
}

export type Begun = { readonly token: string; readonly expiresAt: number; readonly writes: readonly Write[] }

export function beginSession({ store, newId }: Deps, beginning: Beginning): Begun {
  const { account, epoch, method, address, now } = beginning
  const settings = beginning.settings.length === 0 ? [DEFAULT_SETTINGS] : beginning.settings
  const idle = Math.min(...settings.map(({ sessionIdleLifetime }) => sessionIdleLifetime)) * 1000
  const expiresAt =
    now + Math.min(...settings.map(({ sessionAbsoluteLifetime }) => sessionAbsoluteLifetime)) * 1000
  const token = newSecret('session')
  const writes = createSession(store.build, {
    id: newId('ses'),
    tokenHash: hashSecret(token),
    account: account.id,
    method,
    createdAt: now,
    lastUsedAt: now,
    idleExpiresAt: now + idle,
    absoluteExpiresAt: expiresAt,
    address,
    epoch,
  })
  return { token, expiresAt, writes }
}

type SessionOperation = 'signIn' | 'activate' | 'setUp' | 'openDemo'

/** The answer with which it begins; the token is in it only where a program asked for that. */
export function sessionResult(
  { token, expiresAt }: Begun,
  user: { readonly id: string; readonly email: string },
  answerAs: 'cookie' | 'token',
  organization: string | undefined,
): Result<SessionOperation> {
  const answer: Unparsed<SessionOperation> = {
    user: { id: user.id, email: user.email },
    ...(organization !== undefined && { organization }),
    ...(answerAs === 'token' && { token }),
    expires_at: instant(expiresAt),
  }
  return { answer, session: { token, expiresAt }, secret: true }
}
