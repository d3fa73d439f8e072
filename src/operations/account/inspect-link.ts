/** What a one-time link is for, for the page that it opens. It is not used by that, and tells nothing without it. */
import type { Invitation } from '../../core/index.ts'
import { type Account, accountById, identitiesOf } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Call, Result, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { issuerMayStillGive } from '../invitations/issuer.ts'
import { signInUrl } from '../invitations/sign-in-url.ts'
import { Refused } from '../refused.ts'
import { isWayIn } from './accept.ts'
import { NO_PASSWORD_BY_THIS_LINK } from './activate.ts'
import { findLink, type OpenLink, stateOf } from './activation-link.ts'
import { type Basis, basisOf, isOwner, maySetPassword } from './basis.ts'
import { pathOf } from './path-here.ts'
import { findReset, linkNotValid, type ResetState } from './reset-behind.ts'

type Answer = Result<'inspectLink'>['answer']

export function inspectLink(deps: Deps): UseCase<'inspectLink'> {
  return async ({ body: { token } }, call) => {
    const open = await findLink(deps, token)
    if (open !== undefined) return { answer: await activation(deps, open, call) }
    const found = await findReset(deps, token, call.now)
    if (found === undefined) throw linkNotValid('this link is not valid')
    return { answer: reset(found) }
  }
}

async function activation(deps: Deps, open: OpenLink, call: Call): Promise<Answer> {
  const { name, displayName } = open.living.snapshot.organization
  const about = { purpose: 'activation', organization: { name, display_name: displayName } } as const
  const found = stateOf(open, call.now)
  const account = await accountById(deps.store, open.link.account)
  if (account === undefined)
    return { ...about, state: 'not_valid', detail: 'this link is not valid any more' }
  if (found.state === 'sso_only')
    return { ...about, ...found, sign_in_url: signInUrl(deps, open.living.snapshot) }
  if (found.state !== 'usable') return { ...about, ...found }
  const basis = await basisOf(deps, account, open.living)
  const asks = await asked(deps, open, { account, basis }, call)
  const refused = await problemOf(deps, open, { account, basis, asks, invitation: found.invitation }, call)
  if (refused !== undefined) return { ...about, state: 'not_valid', detail: refused }
  return {
    ...about,
    state: 'usable',
    detail: WORDS[asks],
    invitation: found.invitation.id,
    email: account.emailDisplay,
    asks,
    signed_in: call.caller === undefined ? 'nobody' : isOwner(call, account.id) ? 'owner' : 'somebody_else',
    ...(asks === 'sign_in' && { sign_in_url: signInUrl(deps, open.living.snapshot) }),
    expires_at: instant(found.invitation.expiresAt),
  }
}

type Asks = NonNullable<Answer['asks']>

const WORDS: Readonly<Record<Asks, string>> = {
  new_password: 'choose a password to accept the invitation',
  password: 'there is an account with this address already: accept with its password, or sign in first',
  sign_in: 'this account is in use already: sign in the way you usually do, then open the link again',
  nothing: 'you are signed in as the invited account: accept the invitation',
}

type Case = { readonly account: Account; readonly basis: Basis }

async function asked(deps: Deps, { living }: OpenLink, { account, basis }: Case, call: Call): Promise<Asks> {
  if (basis === 'new') return 'new_password'
  if (!isOwner(call, account.id)) return basis === 'password' ? 'password' : 'sign_in'
  const path = pathOf(account, await identitiesOf(deps.store, account.id), living.snapshot.providers)
  return isWayIn(living.snapshot, path) ? 'nothing' : 'new_password'
}

/** Why a link that is live would be refused all the same. */
async function problemOf(
  deps: Deps,
  open: OpenLink,
  { account, basis, asks, invitation }: Case & { readonly asks: Asks; readonly invitation: Invitation },
  { now }: Call,
): Promise<string | undefined> {
  if (basis === 'elsewhere' && asks === 'new_password' && !(await maySetPassword(deps, account, open)))
    return NO_PASSWORD_BY_THIS_LINK
  if (basis !== 'new' || !open.link.shown) return undefined
  try {
    await issuerMayStillGive(deps, open.living, invitation, now)
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.refusal.detail
    throw error
  }
}

function reset(found: ResetState): Answer {
  const purpose = 'reset'
  if (found.state !== 'usable') return { purpose, ...found }
  return {
    purpose,
    state: 'usable',
    detail: 'choose a new password; it ends every session of the account',
    email: found.account.emailDisplay,
    asks: 'new_password',
    expires_at: instant(found.link.expiresAt),
  }
}
