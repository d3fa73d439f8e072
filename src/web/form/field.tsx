/** A field: its label, what is typed, what it is for, and what is wrong with it, tied together for every reader. */
import { TextInput, type TextInputProps } from '@mantine/core'
import classes from './form.module.css'

export type FieldProps = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly wrong: string | undefined
  readonly optional?: boolean
} & Pick<
  TextInputProps,
  | 'type'
  | 'autoComplete'
  | 'autoFocus'
  | 'defaultValue'
  | 'maxLength'
  | 'inputMode'
  | 'readOnly'
  | 'spellCheck'
  | 'className'
>

export function Field({ hint, label, optional = false, wrong, ...input }: FieldProps) {
  return (
    <TextInput
      {...input}
      label={optional ? <Optional label={label} /> : label}
      description={hint}
      error={wrong}
      aria-required={!optional}
      autoCapitalize={input.type === 'email' ? 'none' : undefined}
      spellCheck={input.type === 'email' ? false : input.spellCheck}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}

function Optional({ label }: { readonly label: string }) {
  return (
    <>
      {label} <span className={classes['optional']}>(optional)</span>
    </>
  )
}
