/** Signing in: the address first, then what that takes, then back to where one came from. */
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { me } from '../../api/queries.ts'
import { useEntered, useGo } from '../../app/enter.ts'
import { maybeSignedIn } from '../../app/signed-in.ts'
import { Outside } from '../../frame/outside.tsx'
import { returnPath } from '../../navigation/return-path.ts'
import { Loading } from '../../parts/loading.tsx'
import { AddressStep } from './address-step.tsx'
import { GoingOn } from './going-on.tsx'
import { type Methods, type Offer, onlyProvider } from './methods.ts'
import { OrganizationStep } from './organization-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { ProviderStep } from './provider-step.tsx'
import { SignedInAlready } from './signed-in-already.tsx'

/** Where in signing in somebody is. What comes after the password (a second factor) is one more step here. */
type Step =
  | { readonly name: 'address' }
  | { readonly name: 'password'; readonly offers: readonly Offer[] }
  | { readonly name: 'providers'; readonly offers: readonly Offer[] }
  | { readonly name: 'organization' }
  | { readonly name: 'going'; readonly offer: Offer }

const ADDRESS: Step = { name: 'address' }

/** What comes after it is known how somebody can sign in. */
function stepFor(methods: Methods): Step {
  const offer = onlyProvider(methods)
  if (offer !== undefined) return { name: 'going', offer }
  return { name: methods.password ? 'password' : 'providers', offers: methods.providers }
}

export function SignInPage() {
  const { to, organization } = useSearch({ from: '/sign-in' })
  const [another, setAnother] = useState(false)
  const present = useQuery({ ...me, enabled: maybeSignedIn() && !another })
  const named = useQuery({
    queryKey: ['sign-in-methods', organization],
    queryFn: ({ signal }) =>
      api.listSignInMethods({ body: { ...(organization !== undefined && { organization }) } }, { signal }),
    enabled: organization !== undefined,
  })
  const go = useGo()

  if (present.data !== undefined && !another) {
    return (
      <SignedInAlready
        email={present.data.email}
        goOn={() => void go(returnPath(to, location.origin))}
        another={() => setAnother(true)}
      />
    )
  }
  // A form that goes away while somebody types into it is worse than a moment's wait.
  if (present.isLoading || named.isLoading) {
    return (
      <Outside title="Sign in">
        <Loading what="Looking who is signed in here" />
      </Outside>
    )
  }
  return <Steps to={to} begin={beginning(named.data)} />
}

/** Somebody who was sent here for one organization chooses among its providers; its passwords begin with an address. */
function beginning(methods: Methods | undefined): Step {
  if (methods === undefined || methods.providers.length === 0) return ADDRESS
  const offer = onlyProvider(methods)
  return offer === undefined ? { name: 'providers', offers: methods.providers } : { name: 'going', offer }
}

function Steps({ to, begin }: { readonly to: string | undefined; readonly begin: Step }) {
  const [step, setStep] = useState(begin)
  const [email, setEmail] = useState('')
  const entered = useEntered()
  const go = useGo()
  const back = (): void => setStep(ADDRESS)
  const choose = (offer: Offer): void => setStep({ name: 'going', offer })
  switch (step.name) {
    case 'address':
      return (
        <AddressStep
          email={email}
          to={to}
          next={(typed, methods) => {
            setEmail(typed)
            setStep(stepFor(methods))
          }}
          name={() => setStep({ name: 'organization' })}
        />
      )
    case 'organization':
      return <OrganizationStep back={back} next={(methods) => setStep(beginning(methods))} />
    case 'providers':
      return <ProviderStep offers={step.offers} choose={choose} back={back} />
    case 'going':
      return <GoingOn offer={step.offer} email={email} to={to} back={back} />
    case 'password':
      return (
        <PasswordStep
          email={email}
          offers={step.offers}
          choose={choose}
          back={back}
          done={() => {
            entered()
            return go(returnPath(to, location.origin))
          }}
        />
      )
  }
}
