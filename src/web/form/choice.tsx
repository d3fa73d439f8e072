/** One of several, with a way to choose none. */
import { NativeSelect } from '@mantine/core'
import type { Choices } from './choices.ts'

type Props = {
  readonly label: string
  /** Where its place says what it is for; it is read out all the same. */
  readonly bare?: true
  readonly value: string
  readonly choose: (value: string) => void
  /** What choosing none is called; absent where one is always chosen. */
  readonly none?: string
  readonly choices: Choices
  readonly hint?: string
  readonly wrong?: string | undefined
}

export function Choice({ label, bare, value, choose, none, choices, hint, wrong }: Props) {
  return (
    <NativeSelect
      {...(bare ? { 'aria-label': label } : { label })}
      description={hint}
      error={wrong}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {choices.map((one) =>
        'group' in one ? (
          <optgroup key={one.group} label={one.group}>
            {one.items.map((item) => (
              <option key={item.value} value={item.value}>
                {item.label}
              </option>
            ))}
          </optgroup>
        ) : (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ),
      )}
    </NativeSelect>
  )
}
