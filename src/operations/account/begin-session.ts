/** A session begins: its token goes out once, its hash stays. */
import type { Unparsed } from '../../contract/table.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../core/index.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { type Claims, createSession, type Session, type Write } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Result } from '../call.ts'
import type { Deps } from '../deps.ts'
import { deviceName } from './device-name.ts'

export type Beginning = {
  readonly account: { readonly id: string; readonly email: string; readonly username?: string }
  /** The account's epoch that the session belongs to. */
  readonly epoch: number
  readonly method: 'password' | 'setup' | 'demo' | 'oidc' | 'saml'
  /** Id of the provider that signed the person in. */
  readonly provider?: string
  /** Id of the only organization that it opens. */
  readonly organization?: string
  /** What the provider said; of a password, what the account says. */
  readonly claims?: Claims
  /** Settings of the organizations that it opens: the shortest lifetimes count. */
  readonly settings: readonly Settings[]
  readonly address: string
  /** As it came with the request. */
  readonly userAgent?: string | undefined
  readonly now: number
}

export type Begun = {
  readonly id: string
  readonly token: string
  readonly expiresAt: number
  readonly writes: readonly Write[]
}

export function beginSession(deps: Deps, beginning: Beginning): Begun {
  const { account, address, now, provider, organization, epoch, method } = beginning
  const settings = beginning.settings.length === 0 ? [DEFAULT_SETTINGS] : beginning.settings
  const idle = Math.min(...settings.map(({ sessionIdleLifetime }) => sessionIdleLifetime)) * 1000
  const absolute = Math.min(...settings.map(({ sessionAbsoluteLifetime }) => sessionAbsoluteLifetime)) * 1000
  const device = deviceName(beginning.userAgent)
  return beginLike(deps, {
    account: account.id,
    method,
    ...(provider !== undefined && { provider }),
    ...(organization !== undefined && { organization }),
    claims: beginning.claims ?? ownClaims(account),
    createdAt: now,
    lastUsedAt: now,
    idleExpiresAt: now + idle,
    absoluteExpiresAt: now + absolute,
    address,
    ...(device !== undefined && { device }),
    epoch,
  })
}

/** With a new id and token; all else is given. */
export function beginLike({ store, newId }: Deps, given: Omit<Session, 'id' | 'tokenHash'>): Begun {
  const token = newSecret('session')
  const id = newId('ses')
  const writes = createSession(store.build, { ...given, id, tokenHash: hashSecret(token) })
  return { id, token, expiresAt: given.absoluteExpiresAt, writes }
}

function ownClaims({ email, username }: Beginning['account']): Claims {
  return { email, ...(username !== undefined && { username }), groups: [], roles: [] }
}

type SessionOperation =
  | 'signIn'
  | 'completeSingleSignOn'
  | 'activate'
  | 'setUp'
  | 'openDemo'
  | 'changePassword'

/** The answer with which it begins; the token is in it only where a program asked for that. */
export function sessionResult(
  { token, expiresAt }: Pick<Begun, 'token' | 'expiresAt'>,
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
