/**
 * How one can sign in. Of an address only its domain counts, so that the answer is the same whether or not there is such
 * a person (AUTH-15); an organization without single sign-on looks like one that is not there.
 */
import type { Unparsed } from '../../contract/table.ts'
import type { SignInProvider } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { domainOf } from '../../core/model/sign-in-provider.ts'
import { organizationsOfDomain } from '../../store/store.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { isConnected } from './oidc-client.ts'

type Methods = Unparsed<'listSignInMethods'>
type Offer = { readonly living: LivingOrganization; readonly providers: readonly SignInProvider[] }

export function listSignInMethods(deps: Deps): UseCase<'listSignInMethods'> {
  return async ({ body: { email, organization } }) => {
    const offers =
      organization !== undefined
        ? await ofOrganization(deps, organization)
        : await ofDomain(deps, email === undefined ? undefined : normalEmail(email))
    return { answer: methodsOf(offers.filter(({ providers }) => providers.length > 0)) }
  }
}

async function ofOrganization({ organizations }: Deps, name: string): Promise<Offer[]> {
  const living = await organizations.named(name)
  return living === undefined ? [] : [{ living, providers: living.snapshot.providers.filter(isUsable) }]
}

async function ofDomain({ store, organizations }: Deps, email: string | undefined): Promise<Offer[]> {
  if (email === undefined) return []
  const domain = domainOf(email)
  const ids = await organizationsOfDomain(store, domain)
  const found = await Promise.all(ids.map((id) => organizations.withId(id)))
  return found.flatMap((living) => {
    const sent = living?.snapshot.providers.filter(
      (one) => isUsable(one) && one.loginDomains?.includes(domain) === true,
    )
    return living === undefined || sent === undefined ? [] : [{ living, providers: sent }]
  })
}

export function isUsable(provider: SignInProvider): boolean {
  return provider.enabled && isConnected(provider)
}

function methodsOf(offers: readonly Offer[]): Methods {
  return {
    password: offers.length === 0 || offers.some(({ living }) => living.snapshot.organization.passwords),
    providers: offers.flatMap(({ living, providers }) =>
      providers.map(({ key, displayName, buttonText }) => ({
        organization: living.name,
        key,
        display_name: displayName,
        ...(buttonText !== undefined && { button_text: buttonText }),
      })),
    ),
  }
}
