/**
 * What a session says of whoever is signed in: how it began, who vouched for them, and what was said of them then. Claims
 * are read at sign-in and kept with the session, so an old one shows the old ones (A50). This is the one place that knows
 * what a provider of single sign-on brings.
 */
import { refuse } from '../../core/index.ts'
import { type Account, accountById, type Claims, type Session, sessionById } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { takesPasswordOf } from './takes-password.ts'

export type SessionFacts = {
  readonly account: Account
  readonly session: Session
  readonly claims: Claims
  /** Whether a provider of single sign-on vouched for the person; else this server did. */
  readonly isSingleSignOn: boolean
  /** What the provider or session authority is called (A07). */
  readonly provider: string
  /** Whether there is a password that it lets one change (A14, A15). */
  readonly changesPassword: boolean
}

const SINGLE_SIGN_ON: ReadonlySet<string> = new Set(['oidc', 'saml'])

/** Who vouches for a person who signs in without a provider. */
const OWN_AUTHORITY = 'Compartment'
const UNNAMED_PROVIDER = 'Shared SSO broker'

export async function sessionFacts(deps: Deps, call: Call): Promise<SessionFacts> {
  const { account: id, session: sessionId = '' } = callerOf(call)
  const session = await sessionById(deps.store, sessionId)
  const account = await accountById(deps.store, id)
  if (session === undefined || account === undefined)
    throw new Refused(refuse('UNAUTHENTICATED', 'this is seen in a session: sign in first'))
  const isSingleSignOn = SINGLE_SIGN_ON.has(session.method)
  const { organization } = session
  const living = organization === undefined ? undefined : await deps.organizations.withId(organization)
  const named = living?.snapshot.providers.find((one) => one.id === session.provider)
  return {
    account,
    session,
    // Sessions from before claims were kept say what the account says.
    claims: session.claims ?? { email: account.emailDisplay, groups: [], roles: [] },
    isSingleSignOn,
    provider: isSingleSignOn ? (named?.displayName ?? UNNAMED_PROVIDER) : OWN_AUTHORITY,
    changesPassword: isSingleSignOn
      ? living !== undefined && takesPasswordOf(living, account.id)
      : account.passwordHash !== undefined,
  }
}
