/** An invitation was accepted. */
import { Arrived } from './arrived.tsx'
import type { Arrival } from './use-acceptance.tsx'

export function AcceptedInvitation({ email, organization }: Arrival) {
  return (
    <Arrived
      title="Invitation"
      heading="Welcome"
      lead={
        <>
          <strong>{email}</strong> is now a member of <strong>{organization ?? 'the tenant'}</strong>, and
          signed in here.
        </>
      }
      organization={organization}
      commands={['compartment whoami']}
    />
  )
}
