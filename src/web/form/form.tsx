/** A form in the house's way: fields one under the other, faults above, one main button that says what happens. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { FormFault } from './faults.tsx'
import classes from './form.module.css'
import type { Submission } from './use-submission.ts'

type Props = {
  readonly submission: Submission
  /** Names of the fields inside. */
  readonly fields: readonly string[]
  readonly button: string
  /** Beside the button. */
  readonly beside?: ReactNode
  readonly children?: ReactNode
}

export function Form({ submission, fields, button, beside, children }: Props) {
  const { form, submit, sending, fault, wait } = submission
  return (
    <form ref={form} onSubmit={submit} noValidate className={classes['form']}>
      <div aria-live="assertive">
        <FormFault fault={fault} shown={fields} />
      </div>
      {children}
      <div className={classes['buttons']}>
        <Button type="submit" loading={sending} disabled={wait > 0}>
          {wait > 0 ? `Wait ${wait} s` : button}
        </Button>
        {beside}
      </div>
    </form>
  )
}
