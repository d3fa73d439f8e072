/** Buttons that each open what has to be seen before it is done; one at a time. */
import { Button } from '@mantine/core'
import classes from './parts.module.css'

type Props<Name extends string> = {
  readonly actions: readonly (readonly [name: Name, label: string])[]
  readonly doing: Name | undefined
  readonly begin: (name: Name | undefined) => void
}

export function ActionRow<Name extends string>({ actions, doing, begin }: Props<Name>) {
  return (
    <div className={classes['action-row']}>
      {actions.map(([name, label]) => (
        <Button
          key={name}
          variant="default"
          aria-expanded={doing === name}
          onClick={() => begin(doing === name ? undefined : name)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
