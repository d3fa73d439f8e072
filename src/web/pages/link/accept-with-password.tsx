/** The address has an account already: its password proves that this is its owner. */
import { Link as To } from '@tanstack/react-router'
import { Form } from '../../form/form.tsx'
import { CurrentPassword } from '../../form/password-field.tsx'
import { required } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { AcceptedInvitation } from './accepted-invitation.tsx'
import { invitedTo, Joining } from './joining.tsx'
import type { UsableLink } from './link-page.tsx'
import { useAcceptance } from './use-acceptance.tsx'

export function AcceptWithPassword(usable: UsableLink) {
  const { submission, arrival } = useAcceptance(usable.token, (typed) =>
    required(typed, { password: 'Enter the password of your account.' }),
  )
  if (arrival !== undefined) return <AcceptedInvitation {...arrival} />
  return (
    <Outside title="Invitation" heading={invitedTo(usable)} lead={<Joining {...usable} />}>
      <Form
        submission={submission}
        fields={['password']}
        button="Accept"
        beside={<To to="/forgot">Forgot password</To>}
      >
        <input type="text" name="email" autoComplete="username" value={usable.email} readOnly hidden />
        <CurrentPassword
          name="password"
          label="Password"
          hint="You have an account here already. Its password stays as it is."
          autoFocus
          wrong={submission.wrong('password')}
        />
      </Form>
    </Outside>
  )
}
