/** Who wants in. The same for every address: whether there is such an account is nobody's business yet. */
import { Field } from '../../form/field.tsx'
import { Form } from '../../form/form.tsx'
import { type Typed, useSubmission } from '../../form/use-submission.ts'
import { Outside } from '../../frame/outside.tsx'
import { returnPath } from '../../navigation/return-path.ts'

type Props = {
  readonly email: string
  readonly to: string | undefined
  readonly next: (email: string) => void
}

export function AddressStep({ email, to, next }: Props) {
  const submission = useSubmission({
    check: checkAddress,
    send: async ({ email = '' }) => email,
    done: next,
  })
  return (
    <Outside title="Sign in" lead={leadFor(returnPath(to, location.origin))}>
      <Form submission={submission} fields={['email']} button="Continue">
        <Field
          name="email"
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
          maxLength={254}
          defaultValue={email}
          wrong={submission.wrong('email')}
        />
      </Form>
    </Outside>
  )
}

/** Enough to tell a slip from an address; the server knows the rest. */
export function checkAddress({ email = '' }: Typed): Readonly<Record<string, string>> {
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return {}
  return { email: 'Enter your e-mail address, such as ada@example.com.' }
}

function leadFor(path: string): string | undefined {
  if (path === '/device' || path.startsWith('/device?'))
    return 'Then you decide about the program that asks to be let in.'
  if (path === '/accept') return 'Then you can accept your invitation.'
  return path === '/' ? undefined : 'Then you go on to the page that you opened.'
}
