/** A new password with a mailed link. It ends every session and signs nobody in. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Form } from '../../form/form.tsx'
import { NewPassword } from '../../form/password-field.tsx'
import { required, useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { forgetLinkToken } from '../../links/link-token.ts'
import type { UsableLink } from './link-page.tsx'

export function ResetPassword({ token, email }: UsableLink) {
  const [done, setDone] = useState(false)
  const submission = useSubmission({
    check: (typed) => required(typed, { password: 'Choose a new password.' }),
    send: ({ password = '' }, call) => api.resetPassword({ body: { token, password } }, call),
    done: () => {
      forgetLinkToken()
      setDone(true)
    },
  })
  if (done) return <Changed />
  return (
    <Outside
      title="New password"
      heading="Choose a new password"
      lead={
        <>
          For <strong>{email}</strong>. It ends every session of the account, on every device.
        </>
      }
    >
      <Form submission={submission} fields={['password']} button="Set the new password">
        <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
        <NewPassword name="password" label="New password" autoFocus wrong={submission.wrong('password')} />
      </Form>
    </Outside>
  )
}

function Changed() {
  return (
    <Outside
      key="changed"
      title="New password"
      heading="Your password is changed"
      lead="Every session has ended. Sign in with the new password."
    >
      <div>
        <Button component="a" href="/sign-in">
          Sign in
        </Button>
      </div>
    </Outside>
  )
}
