/** A part of the page, in a frame: what it is called, what leads on from it, and what it says. */
import { type ReactNode, useId } from 'react'
import classes from './access.module.css'

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }

export function Panel({ title, aside, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes['panel']}>
      <div>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
