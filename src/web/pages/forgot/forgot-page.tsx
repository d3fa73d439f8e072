/** A forgotten password: a mail with a link, if there is an account that takes one. The answer is the same for everyone. */
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { checkEmail, EmailField } from '../../form/email-field.tsx'
import { Form } from '../../form/form.tsx'
import { useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'

export function ForgotPage() {
  const [asked, setAsked] = useState<Asked>()
  if (asked === undefined) return <Ask asked={setAsked} />
  return asked.mail ? <Sent email={asked.email} again={() => setAsked(undefined)} /> : <NoMail />
}

/** @property mail whether this server sends any */
type Asked = { readonly email: string; readonly mail: boolean }

function Ask({ asked }: { readonly asked: (asked: Asked) => void }) {
  const { state } = useLocation()
  const { email: known } = state as { readonly email?: string }
  const submission = useSubmission({
    check: checkEmail,
    send: ({ email = '' }, call) => api.forgotPassword({ body: { email } }, call),
    done: ({ mail }, { email = '' }) => asked({ email, mail }),
  })
  return (
    <Outside title="Forgot password" lead="A link lets you choose a new one. It works once, for one hour.">
      <Form
        submission={submission}
        fields={['email']}
        button="Ask for the link"
        beside={<Link to="/sign-in">Back to sign in</Link>}
      >
        <EmailField autoFocus defaultValue={known ?? ''} wrong={submission.wrong('email')} />
      </Form>
    </Outside>
  )
}

function NoMail() {
  return (
    <Outside
      key="no-mail"
      title="Forgot password"
      heading="Ask an admin"
      lead="This server sends no mail, so no link is on its way. An admin of your tenant can make one for you."
    >
      <p>
        They run <code>compartment user reset-password</code> with your address, and give you the link.
      </p>
      <p>
        <Link to="/sign-in">Back to sign in</Link>
      </p>
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
