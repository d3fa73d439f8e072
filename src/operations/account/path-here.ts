/**
 * Whether an account's address is verified for an organization, and how its owner can then sign in there. What proved
 * the address must be something that nobody else could have prepared: mail that only its owner reads, a provider of
 * this organization, or an activation inside the same customer.
 */
import type { Organization, SignInPath, SignInProvider } from '../../core/index.ts'
import { type Account, type Identity, identitiesOf } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { isActiveIn } from './basis.ts'

/** A link that nobody but the owner of the address has seen. */
export const VERIFIED_BY_MAIL = 'mail'

/** A link that an operator was shown proves the address inside that operator's customer, and nowhere else. */
export function verifiedByActivation(customer: string): string {
  return `activation:${customer}`
}

type Here = Pick<LivingOrganization, 'id' | 'customer' | 'snapshot'>

/** @returns `undefined` where the account has no way to sign in yet, or is not verified for this organization */
export async function pathHere(deps: Deps, account: Account, here: Here): Promise<SignInPath | undefined> {
  if (!(await isVerifiedFor(deps, account, here))) return undefined
  const identities = await identitiesOf(deps.store, account.id)
  const path = pathOf(account, identities, here.snapshot.providers)
  const isUsed = path.password || identities.length > 0
  return isUsed && leadsIn(here.snapshot, path) ? path : undefined
}

export async function isVerifiedFor(
  deps: Pick<Deps, 'organizations'>,
  account: Account,
  { id, customer, snapshot }: Here,
): Promise<boolean> {
  const by = account.emailVerifiedBy
  if (by === VERIFIED_BY_MAIL || by === verifiedByActivation(customer)) return true
  if (snapshot.providers.some((provider) => by === `provider:${provider.id}`)) return true
  const others = await deps.organizations.of(account.id)
  return others.some((one) => one.id !== id && one.customer === customer && isActiveIn(one, account.id))
}

/** As one organization knows it: of its own providers alone. */
export function pathOf(
  { passwordHash }: Pick<Account, 'passwordHash'>,
  identities: readonly Identity[],
  providers: readonly SignInProvider[],
): SignInPath {
  const linked = providers.filter(({ id }) => identities.some(({ provider }) => provider === id))
  return { password: passwordHash !== undefined, providers: linked.map(({ id }) => id) }
}

/** Whether this is a way in, or becomes one with the first single sign-on. */
function leadsIn(
  {
    organization,
    providers,
  }: { readonly organization: Organization; readonly providers: readonly SignInProvider[] },
  path: SignInPath,
): boolean {
  return !organization.passwords || path.password || path.providers.length > 0 || providers.some(isEnabled)
}

function isEnabled({ enabled }: SignInProvider): boolean {
  return enabled
}
