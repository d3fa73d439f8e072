/** The password of an address. */
import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { Form } from '../../form/form.tsx'
import { CurrentPassword } from '../../form/password-field.tsx'
import { required, useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import type { Offer } from './methods.ts'
import { ProviderChoice } from './provider-choice.tsx'
import classes from './sign-in.module.css'

type Props = {
  readonly email: string
  /** Other ways for the same address. */
  readonly offers: readonly Offer[]
  readonly choose: (offer: Offer) => void
  readonly back: () => void
  readonly done: () => Promise<void>
}

export function PasswordStep({ email, offers, choose, back, done }: Props) {
  const submission = useSubmission({
    check: (typed) => required(typed, { password: 'Enter your password.' }),
    send: ({ password = '' }, call) => api.signIn({ body: { email, password } }, call),
    about: { BAD_CREDENTIAL: ['password', 'E-mail or password is not right.'] },
    done,
  })
  return (
    <Outside title="Sign in" heading="Enter your password">
      <Form
        submission={submission}
        fields={['password']}
        button="Sign in"
        beside={
          <Link to="/forgot" state={{ email } as never}>
            Forgot password
          </Link>
        }
      >
        <div className={classes['who']}>
          <span>{email}</span>
          <UnstyledButton type="button" onClick={back} className={classes['change']}>
            Change<span className={classes['hidden']}> the e-mail</span>
          </UnstyledButton>
        </div>
        {/* Password managers keep the two together. */}
        <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
        <CurrentPassword name="password" label="Password" autoFocus wrong={submission.wrong('password')} />
      </Form>
      <ProviderChoice offers={offers} choose={choose} beside />
    </Outside>
  )
}
