/** A forgotten password: a mail with a link, if there is an account that takes one. The answer is the same for everyone. */
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { checkAddress } from '../sign-in/address-step.tsx'

export function ForgotPage() {
  const [sentTo, setSentTo] = useState<string>()
  return sentTo === undefined ? (
    <Ask sent={setSentTo} />
  ) : (
    <Sent email={sentTo} again={() => setSentTo(undefined)} />
  )
}

function Ask({ sent }: { readonly sent: (email: string) => void }) {
  const { state } = useLocation()
  const { email: known } = state as { readonly email?: string }
  const submission = useSubmission({
    check: checkAddress,
    send: ({ email = '' }, call) => api.forgotPassword({ body: { email } }, call),
    done: (_, { email = '' }) => sent(email),
  })
  return (
    <Outside
      title="Forgot password"
      lead="We send you a link with which you choose a new one. It works once, for one hour."
    >
      <Form
        submission={submission}
        fields={['email']}
        button="Send the link"
        beside={<Link to="/sign-in">Back to sign in</Link>}
      >
        <Field
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
          maxLength={254}
          defaultValue={known ?? ''}
          wrong={submission.wrong('email')}
        />
      </Form>
    </Outside>
  )
}

function Sent({ email, again }: { readonly email: string; readonly again: () => void }) {
  return (
    <Outside
      key="sent"
      title="Forgot password"
      heading="Check your mail"
      lead={
        <>
          If <strong>{email}</strong> has an account with a password here, a link is on its way to it.
        </>
      }
    >
      <ul className="plain-list">
        <li>Nothing after a few minutes? Look among the unwanted mail.</li>
        <li>
          Invited, but never signed in? Open the link of the invitation; a new password cannot replace it.
        </li>
        <li>Do you sign in with single sign-on? Then there is no password here to forget.</li>
        <li>Still nothing? An admin of your tenant can see what became of the mail.</li>
      </ul>
      <p>
        <Link to="/sign-in">Back to sign in</Link> ·{' '}
        <button type="button" className="link" onClick={again}>
          Another address
        </button>
      </p>
    </Outside>
  )
}
