/**
 * Whose sign-in this is: whoever the identity is linked to, else whoever the verified address belongs to, where nobody
 * else could have prepared that account, else somebody who may join by themselves. An address that the provider does not
 * call verified matches nobody (OIDC-07).
 */
import { notHere } from '../../core/change/sign-in-through-provider.ts'
import { refuse, type SignInProvider } from '../../core/index.ts'
import type { Told } from '../../core/model/claims.ts'
import { displayProblem } from '../../core/model/name.ts'
import { domainOf } from '../../core/model/sign-in-provider.ts'
import {
  type Account,
  accountByEmail,
  accountById,
  hasLeft,
  identitiesOf,
  identity,
} from '../../store/store.ts'
import { isActiveIn } from '../account/basis.ts'
import { isVerifiedFor } from '../account/path-here.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { proven } from './domains.ts'
import { NotAdmitted } from './refusals.ts'

export type Match = {
  readonly account: Account
  readonly isNew: boolean
  /** The identity is not linked yet. */
  readonly links: boolean
  /** A stranger whose address may join. */
  readonly mayJoin: boolean
}

type Here = {
  readonly living: LivingOrganization
  readonly provider: SignInProvider
  readonly told: Told
  readonly now: number
}

/** @throws NotAdmitted */
export async function matchAccount(deps: Deps, here: Here): Promise<Match> {
  const { provider, told } = here
  const known = await identity(deps.store, provider.id, told.subject)
  if (known === undefined) return byAddress(deps, here)
  const account = await accountById(deps.store, known.account)
  if (account === undefined) throw new NotAdmitted('not_admitted', notHere())
  return { account, isNew: false, links: false, mayJoin: false }
}

async function byAddress(deps: Deps, here: Here): Promise<Match> {
  const { told, provider } = here
  const account = told.email === undefined ? undefined : await accountByEmail(deps.store, told.email)
  if (told.email === undefined || !told.verified) {
    const detail = `${provider.displayName} does not say that it has verified your e-mail address`
    throw new NotAdmitted('unverified_email', refuse('NOT_A_MEMBER', detail), account?.id)
  }
  if (account === undefined) return newcomer(deps, here, told.email)
  if (account.type === 'automation') throw new NotAdmitted('not_admitted', notHere())
  await requireNoOther(deps, here, account)
  const isMember = here.living.snapshot.members.get(account.id) !== undefined
  const mayJoin = !isMember && (await mayJoinAgain(deps, here, account, told.email))
  if (!isMember && !mayJoin) throw new NotAdmitted('not_admitted', notHere(), account.id)
  await requireProven(deps, here, account)
  return { account, isNew: false, links: true, mayJoin }
}

/** An address can get a new owner at the provider; its old owner's account does not. */
async function requireNoOther({ store }: Deps, { provider }: Here, account: Account): Promise<void> {
  const linked = await identitiesOf(store, account.id)
  if (!linked.some((one) => one.provider === provider.id)) return
  const detail = `your address belongs to somebody else’s account at ${provider.displayName} already`
  const next = 'ask an admin: they remove the old account here and invite you again'
  throw new NotAdmitted('other_identity', refuse('NO_SSO_IDENTITY', detail, { next }), account.id)
}

/**
 * A password that somebody else may have chosen would open this organization too (INV-16), so whoever has one shows first
 * that it is theirs. Without a password nothing that was prepared elsewhere leads in here.
 */
async function requireProven(deps: Deps, { living }: Here, account: Account): Promise<void> {
  if (account.passwordHash === undefined || isActiveIn(living, account.id)) return
  if (await isVerifiedFor(deps, account, living)) return
  const detail = 'there is an account with your address already, and nothing shows yet that it is yours'
  const next = 'choose “Forgot password” on the sign-in page, follow the mail, then sign in here again'
  throw new NotAdmitted('unproven_account', refuse('NO_SSO_IDENTITY', detail, { next }), account.id)
}

async function mayJoinAgain(deps: Deps, here: Here, { id }: Account, email: string): Promise<boolean> {
  const { snapshot } = here.living
  if (snapshot.invitationOf(id)?.state === 'cancelled') return false
  if (await hasLeft(deps.store, here.living.id, id)) return false
  return isAdmitted(deps, here, email)
}

async function newcomer(deps: Deps, here: Here, email: string): Promise<Match> {
  if (!(await isAdmitted(deps, here, email))) throw new NotAdmitted('not_admitted', notHere())
  const { told, now } = here
  const name = told.name?.trim() ?? ''
  const account: Account = {
    id: deps.newId('usr'),
    email,
    emailDisplay: told.emailDisplay ?? email,
    name: displayProblem(name) === undefined ? name.slice(0, 200) : '',
    type: 'user',
    epoch: 0,
    createdAt: now,
  }
  return { account, isNew: true, links: true, mayJoin: true }
}

/** Only domains that were proven to be the organization's own. */
async function isAdmitted(deps: Deps, { living, provider }: Here, email: string): Promise<boolean> {
  const domain = domainOf(email)
  if (provider.autoJoin?.domains.includes(domain) !== true) return false
  return (await proven(deps, living.id)).has(domain)
}
