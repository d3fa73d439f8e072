/** Somebody new: their name, a password, and they are in. */
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { NewPassword } from '../../form/password-field.tsx'
import { required } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { AcceptedInvitation } from './accepted-invitation.tsx'
import { invitedTo, Joining } from './joining.tsx'
import type { UsableLink } from './link-page.tsx'
import { useAcceptance } from './use-acceptance.tsx'

export function ChoosePassword(usable: UsableLink) {
  const { submission, arrival } = useAcceptance(usable.token, (typed) =>
    required(typed, { password: 'Choose a password.' }),
  )
  if (arrival !== undefined) return <AcceptedInvitation {...arrival} />
  return (
    <Outside title="Invitation" heading={invitedTo(usable)} lead={<Joining {...usable} />}>
      <Form submission={submission} fields={['name', 'password']} button="Accept">
        <input type="text" name="email" autoComplete="username" value={usable.email} readOnly hidden />
        <Field
          name="name"
          label="Your name"
          optional
          autoComplete="name"
          maxLength={200}
          wrong={submission.wrong('name')}
        />
        <NewPassword name="password" label="Password" wrong={submission.wrong('password')} />
      </Form>
    </Outside>
  )
}
