/** Using an invitation's link: then one is in, and goes on to the tenant. */
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useEntered } from '../../app/enter.ts'
import { type Sending, type Submission, useSubmission } from '../../form/use-submission.ts'
import { forgetLinkToken } from '../../links/link-token.ts'

export type Arrival = { readonly email: string; readonly organization: string | undefined }

export function useAcceptance(
  token: string,
  check?: Sending<unknown>['check'],
): { readonly submission: Submission; readonly arrival: Arrival | undefined } {
  const entered = useEntered()
  const [arrival, setArrival] = useState<Arrival>()
  const submission = useSubmission({
    ...(check !== undefined && { check }),
    send: ({ name = '', password = '' }, call) =>
      api.activate(
        { body: { token, ...(name !== '' && { name }), ...(password !== '' && { password }) } },
        call,
      ),
    about: { BAD_CREDENTIAL: ['password', 'This is not the password of this account.'] },
    done: ({ user, organization }) => {
      forgetLinkToken()
      setArrival({ email: user.email, organization })
      entered()
    },
  })
  return { submission, arrival }
}
