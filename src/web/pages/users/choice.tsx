/** One of several, with a way to choose none. */
import { NativeSelect } from '@mantine/core'

type Item = { readonly value: string; readonly label: string }
export type Choices = readonly (Item | { readonly group: string; readonly items: readonly Item[] })[]

type Props = {
  readonly label: string
  readonly value: string
  readonly choose: (value: string) => void
  /** What choosing none is called; absent where one is always chosen. */
  readonly none?: string
  readonly choices: Choices
  readonly hint?: string
}

export function Choice({ label, value, choose, none, choices, hint }: Props) {
  return (
    <NativeSelect
      label={label}
      description={hint}
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
