/** Signing in: the address first, then what that takes, then back to where one came from. */
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { me } from '../../api/queries.ts'
import { useEntered, useGo } from '../../app/enter.ts'
import { maybeSignedIn } from '../../app/signed-in.ts'
import { Outside } from '../../frame/outside.tsx'
import { returnPath } from '../../navigation/return-path.ts'
import { Loading } from '../../parts/loading.tsx'
import { AddressStep } from './address-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { SignedInAlready } from './signed-in-already.tsx'

/** Where in signing in somebody is. What comes after the password (a second factor) is one more step here. */
type Step = { readonly name: 'address' } | { readonly name: 'password'; readonly email: string }

export function SignInPage() {
  const { to } = useSearch({ from: '/sign-in' })
  const [step, setStep] = useState<Step>({ name: 'address' })
  const [typed, setTyped] = useState('')
  const [another, setAnother] = useState(false)
  const present = useQuery({ ...me, enabled: maybeSignedIn() && !another })
  const entered = useEntered()
  const go = useGo()
  const goOn = (): Promise<void> => go(returnPath(to, location.origin))

  if (present.data !== undefined && !another) {
    return (
      <SignedInAlready email={present.data.email} goOn={() => void goOn()} another={() => setAnother(true)} />
    )
  }
  // A form that goes away while somebody types into it is worse than a moment's wait.
  if (present.isLoading) {
    return (
      <Outside title="Sign in">
        <Loading what="Looking who is signed in here" />
      </Outside>
    )
  }
  if (step.name === 'address') {
    return (
      <AddressStep
        email={typed}
        to={to}
        next={(email) => {
          setTyped(email)
          setStep({ name: 'password', email })
        }}
      />
    )
  }
  return (
    <PasswordStep
      email={step.email}
      back={() => setStep({ name: 'address' })}
      done={() => {
        entered()
        return goOn()
      }}
    />
  )
}
