/** A password: it can be pasted and looked at, and password managers know which one it is. */
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import type { FieldProps } from './field.tsx'
import { PasswordRules } from './password-rules.tsx'

type Props = Pick<FieldProps, 'name' | 'label' | 'hint' | 'wrong' | 'autoFocus'>

/** The one that an account has. */
export function CurrentPassword(props: Props) {
  return <Password {...props} autoComplete="current-password" />
}

/** One that is chosen now, with what it has to be, judged while it is typed. */
export function NewPassword(props: Props) {
  const [password, setPassword] = useState('')
  return (
    <div>
      <Password
        {...props}
        autoComplete="new-password"
        onType={setPassword}
        describedBy={`${props.name}-rules`}
      />
      <PasswordRules id={`${props.name}-rules`} password={password} />
    </div>
  )
}

type PasswordProps = Props & {
  readonly autoComplete: 'current-password' | 'new-password'
  readonly onType?: (password: string) => void
  readonly describedBy?: string
}

function Password({ hint, wrong, onType, describedBy, ...input }: PasswordProps) {
  const [visible, setVisible] = useState(false)
  return (
    <PasswordInput
      {...input}
      description={hint}
      error={wrong}
      aria-invalid={wrong !== undefined}
      aria-required
      maxLength={1024}
      autoCapitalize="none"
      spellCheck={false}
      visible={visible}
      onVisibilityChange={setVisible}
      onChange={(event) => onType?.(event.currentTarget.value)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      visibilityToggleButtonProps={{
        tabIndex: 0,
        'aria-label': visible ? 'Hide the password' : 'Show the password',
        'aria-pressed': visible,
      }}
      {...(describedBy !== undefined && { 'aria-details': describedBy })}
    />
  )
}
