/** Back from a sign-in provider: what it sent is handed over, and one goes on to where one came from. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useEntered, useGo } from '../../app/enter.ts'
import { Outside } from '../../frame/outside.tsx'
import { providerResponse } from '../../links/provider-response.ts'
import { returnPath } from '../../navigation/return-path.ts'
import { ButtonLink } from '../../parts/button-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'

export function CallbackPage() {
  const [response] = useState(providerResponse)
  return response === undefined ? <NothingCame /> : <Completing response={response} />
}

/** Loaded again, or typed: what the provider sent was used, and is kept nowhere. */
function NothingCame() {
  return (
    <Outside title="Sign in" heading="Sign in again" lead="This page is only passed through on the way in.">
      <Again />
    </Outside>
  )
}

function Again() {
  return <ButtonLink to="/sign-in">Go to the sign-in page</ButtonLink>
}

/** Sent once: a second time could only be refused. */
const ONCE = { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnMount: false } as const

function Completing({ response }: { readonly response: string }) {
  const entered = useEntered()
  const go = useGo()
  const sent = useQuery({
    queryKey: ['link', 'provider-response'],
    queryFn: () => api.completeSingleSignOn({ body: { response } }),
    ...ONCE,
  })
  const { data, error } = sent
  useEffect(() => {
    if (data === undefined) return
    entered()
    void go(returnPath(data.to, location.origin))
    // What is above is made anew with each drawing; there is one answer.
  }, [data])
  if (error === null) {
    return (
      <Outside title="Sign in" heading="Signing you in">
        <Loading what="Asking whether you are who your provider says" />
      </Outside>
    )
  }
  return (
    <Outside title="Sign in" heading="You are not signed in">
      <Trouble error={error} />
      <Again />
    </Outside>
  )
}
