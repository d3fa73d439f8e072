/**
 * What an account rests on when an invitation is accepted for it. A link makes the account only while nobody has it:
 * one that somebody uses already, anywhere, is proven by its owner, and the link of one organization never decides how
 * people get into another.
 */
import { type Account, identitiesOf } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import type { OpenLink } from './activation-link.ts'

/** `new`: nobody has ever used it. `password`: it has one. `elsewhere`: it is used, by other means than a password. */
export type Basis = 'new' | 'password' | 'elsewhere'

export async function basisOf(
  deps: Deps,
  account: Account,
  here: Pick<LivingOrganization, 'id'>,
): Promise<Basis> {
  if (account.passwordHash !== undefined) return 'password'
  const identities = await identitiesOf(deps.store, account.id)
  if (identities.length > 0) return 'elsewhere'
  const others = await deps.organizations.of(account.id)
  return others.some((living) => living.id !== here.id && isActiveIn(living, account.id))
    ? 'elsewhere'
    : 'new'
}

/**
 * Whether a link may set the first password of an account that is used elsewhere, once its owner is signed in. Only one
 * that the owner alone has seen, or where everybody who could have seen it belongs to the customer of all that the
 * password would open: else whoever has two organizations could make themselves a way into a third.
 */
export async function maySetPassword(
  deps: Deps,
  account: Account,
  { link, living }: OpenLink,
): Promise<boolean> {
  if (!link.shown) return true
  const all = await deps.organizations.of(account.id)
  return all.every((one) => one.customer === living.customer)
}

export function isActiveIn({ snapshot }: Pick<LivingOrganization, 'snapshot'>, account: string): boolean {
  return snapshot.members.get(account)?.status === 'active'
}

/** Signed in as the account itself; a token acts for it, and accepts nothing. */
export function isOwner({ caller }: Call, account: string): boolean {
  return caller !== undefined && caller.account === account && caller.session !== undefined
}
