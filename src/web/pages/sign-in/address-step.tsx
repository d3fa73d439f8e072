/** Who wants in. The same for every address: whether there is such an account is nobody's business yet. */
import { UnstyledButton } from '@mantine/core'
import { useRef } from 'react'
import { api } from '../../api/client.ts'
import { checkEmail, EmailField } from '../../form/email-field.tsx'
import { Form } from '../../form/form.tsx'
import { useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { returnPath } from '../../navigation/return-path.ts'
import type { Methods } from './methods.ts'
import classes from './sign-in.module.css'

type Props = {
  readonly email: string
  readonly to: string | undefined
  readonly next: (email: string, methods: Methods) => void
  /** Without an address that says where. */
  readonly name: () => void
}

const PASSWORD: Methods = { password: true, providers: [] }

export function AddressStep({ email, to, next, name }: Props) {
  const wantsPassword = useRef(false)
  const submission = useSubmission({
    check: (typed) => {
      const wrong = checkEmail(typed)
      if (Object.keys(wrong).length > 0) wantsPassword.current = false
      return wrong
    },
    // Somebody whose address leads to a provider may have a password for another organization.
    send: async ({ email = '' }, call) =>
      wantsPassword.current ? PASSWORD : api.listSignInMethods({ body: { email } }, call),
    done: (methods, { email = '' }) => next(email, methods),
  })
  return (
    <Outside title="Sign in" lead={leadFor(returnPath(to, location.origin))}>
      <Form
        submission={submission}
        fields={['email']}
        button="Continue"
        beside={
          <span className={classes['ways']}>
            <UnstyledButton type="button" onClick={name} className={classes['change']}>
              Single sign-on
            </UnstyledButton>
            <UnstyledButton
              type="submit"
              onClick={() => void (wantsPassword.current = true)}
              className={classes['change']}
            >
              Password
            </UnstyledButton>
          </span>
        }
      >
        <EmailField autoFocus defaultValue={email} wrong={submission.wrong('email')} />
      </Form>
    </Outside>
  )
}

function leadFor(path: string): string | undefined {
  if (path === '/device' || path.startsWith('/device?'))
    return 'Then you decide about the program that asks to sign in as you.'
  if (path === '/accept') return 'Then you can accept your invitation.'
  return path === '/' ? undefined : 'Then you go on to the page that you opened.'
}
