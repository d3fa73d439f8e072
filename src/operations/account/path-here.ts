/**
 * Whether an account's address is verified for an organization, and how its owner can then sign in there. What proved
 * the address must be something that nobody else could have prepared: mail that only its owner reads, a provider of
 * this organization, or an activation inside the same customer.
 */
import type { SignInPath } from '../../core/index.ts'
import { type Account, identitiesOf } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'

export function verifiedByActivation(customer: string): string {
  return `activation:${customer}`
}

/** @returns `undefined` where the account has no way to sign in yet, or is not verified for this organization */
export async function pathHere(
  { store }: Deps,
  account: Account,
  { customer, snapshot }: Pick<LivingOrganization, 'customer' | 'snapshot'>,
): Promise<SignInPath | undefined> {
  const known = snapshot.providers
  const identities = await identitiesOf(store, account.id)
  const providers = known
    .filter(({ id }) => identities.some(({ provider }) => provider === id))
    .map(({ id }) => id)
  const by = account.emailVerifiedBy
  const isVerified =
    by === 'mail' || by === verifiedByActivation(customer) || known.some(({ id }) => by === `provider:${id}`)
  const password = account.passwordHash !== undefined
  return isVerified && (password || identities.length > 0) ? { password, providers } : undefined
}
