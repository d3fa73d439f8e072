/** The invited person is signed in: nothing is left but to say yes. */
import { Form } from '../../form/form.tsx'
import { Outside } from '../../frame/outside.tsx'
import { AcceptedInvitation } from './accepted-invitation.tsx'
import { invitedTo, Joining } from './joining.tsx'
import type { UsableLink } from './link-page.tsx'
import { useAcceptance } from './use-acceptance.tsx'

export function AcceptAsAccount(usable: UsableLink) {
  const { submission, arrival } = useAcceptance(usable.token)
  if (arrival !== undefined) return <AcceptedInvitation {...arrival} />
  return (
    <Outside title="Invitation" heading={invitedTo(usable)} lead={<Joining {...usable} />}>
      <Form submission={submission} fields={[]} button="Accept" />
    </Outside>
  )
}
