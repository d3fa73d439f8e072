/** An e-mail address: typed the same way on every page that asks for one, and looked at for slips before it is sent. */
import { Field, type FieldProps } from './field.tsx'
import type { Typed } from './use-submission.ts'

type Props = Pick<FieldProps, 'autoFocus' | 'defaultValue' | 'hint' | 'wrong'> & {
  readonly label?: string
  /** Of somebody else: nothing that this browser keeps is offered. */
  readonly another?: boolean
}

export function EmailField({ label = 'E-mail', another = false, ...field }: Props) {
  return (
    <Field
      {...field}
      name="email"
      label={label}
      type="email"
      inputMode="email"
      autoComplete={another ? 'off' : 'username'}
      maxLength={254}
    />
  )
}

/** Enough to tell a slip from an address; the server knows the rest. */
export function checkEmail({ email = '' }: Typed, whose = 'your'): Readonly<Record<string, string>> {
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return {}
  return { email: `Enter ${whose} e-mail address, such as ada@example.com.` }
}
