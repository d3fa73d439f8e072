/**
 * What opens behind a mailed link: an invitation or a reset. The server says what the link is for and what it asks for;
 * looking at it uses nothing up. Every state has one next step.
 */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Refused } from '../../../contract/client.ts'
import { api } from '../../api/client.ts'
import { Outside } from '../../frame/outside.tsx'
import { linkToken } from '../../links/link-token.ts'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { AcceptAsAccount } from './accept-as-account.tsx'
import { AcceptWithPassword } from './accept-with-password.tsx'
import { ChoosePassword } from './choose-password.tsx'
import { DeadLink } from './dead-link.tsx'
import { Incomplete } from './incomplete.tsx'
import { ResetPassword } from './reset-password.tsx'
import { SignInFirst, SomebodyElse } from './sign-in-first.tsx'

export type Link = Awaited<ReturnType<typeof api.inspectLink>>

/** A link that can be used, and what it takes. */
export type UsableLink = { readonly token: string; readonly link: Link; readonly email: string }

const inspected = (token: string) =>
  queryOptions({
    queryKey: ['link'],
    queryFn: ({ signal }) => api.inspectLink({ body: { token } }, { signal }),
    // A link is looked at once: who accepts it is not told in the middle that it has been used, by themselves.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

export function LinkPage() {
  // Of this visit: using the link forgets it, and the page stays to say so.
  const [token] = useState(linkToken)
  return token === undefined ? <Incomplete /> : <Looked token={token} />
}

function Looked({ token }: { readonly token: string }) {
  const { data, error, refetch } = useQuery(inspected(token))
  if (data !== undefined) return <Known token={token} link={data} />
  if (error instanceof Refused && error.problem.code === 'LINK_NOT_VALID')
    return <DeadLink state="not_valid" />
  return (
    <Outside title="Your link" heading={error === null ? 'One moment' : 'The link could not be looked at'}>
      {error === null ? (
        <Loading what="Looking at your link" />
      ) : (
        <Trouble error={error} again={() => void refetch()} />
      )}
    </Outside>
  )
}

function Known({ token, link }: { readonly token: string; readonly link: Link }) {
  const { state, purpose, email = '', asks, signed_in: signedIn } = link
  if (state !== 'usable') return <DeadLink state={state} link={link} />
  const usable = { token, link, email }
  if (purpose === 'reset') return <ResetPassword {...usable} />
  if (signedIn === 'somebody_else') return <SomebodyElse {...usable} />
  switch (asks) {
    case 'new_password':
      return <ChoosePassword {...usable} />
    case 'password':
      return <AcceptWithPassword {...usable} />
    case 'sign_in':
      return <SignInFirst {...usable} />
    default:
      return <AcceptAsAccount {...usable} />
  }
}
