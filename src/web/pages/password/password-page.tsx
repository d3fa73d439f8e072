/** One's own password, changed by whoever knows the present one. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { me } from '../../api/queries.ts'
import { Form } from '../../form/form.tsx'
import { CurrentPassword, NewPassword } from '../../form/password-field.tsx'
import { required, useSubmission } from '../../form/use-submission.ts'
import { Page } from '../../frame/page.tsx'
import { Notice } from '../../parts/notice.tsx'

const EMPTY = { current_password: 'Enter your current password.', password: 'Choose a new password.' }

export function PasswordPage() {
  const { data } = useSuspenseQuery(me)
  const queries = useQueryClient()
  // A new form each time: what was typed into the last one is gone.
  const [changes, setChanges] = useState(0)
  const changed = (): void => {
    setChanges(changes + 1)
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
  return (
    <Page
      title="Password"
      narrow
      lead="Changing it ends every other session of your account; this one goes on."
    >
      <div role="status">
        {changes > 0 && (
          <Notice tone="done">
            <strong>Your password is changed.</strong> Every other session has ended.
          </Notice>
        )}
      </div>
      <ChangePassword key={changes} email={data.email} done={changed} />
    </Page>
  )
}

function ChangePassword({ email, done }: { readonly email: string; readonly done: () => void }) {
  const submission = useSubmission({
    check: (typed) => required(typed, EMPTY),
    send: ({ current_password = '', password = '' }, call) =>
      api.changePassword({ body: { current_password, password } }, call),
    about: { BAD_CREDENTIAL: ['current_password', 'This is not your current password.'] },
    done,
  })
  return (
    <Form submission={submission} fields={['current_password', 'password']} button="Change the password">
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <CurrentPassword
        name="current_password"
        label="Current password"
        wrong={submission.wrong('current_password')}
      />
      <NewPassword name="password" label="New password" wrong={submission.wrong('password')} />
    </Form>
  )
}
