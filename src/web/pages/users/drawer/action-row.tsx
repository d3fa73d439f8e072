/** Buttons that each open what has to be seen before it is done; one at a time. */
import { Button } from '@mantine/core'
import type { Action } from '../offered.ts'
import type { Doing } from '../view.ts'
import classes from './user-drawer.module.css'

type Props = {
  readonly actions: readonly Action[]
  readonly doing: Doing | undefined
  readonly begin: (name: Doing | undefined) => void
}

export function ActionRow({ actions, doing, begin }: Props) {
  return (
    <div className={classes['buttons']}>
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
