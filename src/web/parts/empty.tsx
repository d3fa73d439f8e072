/** A list with nothing in it: says what would be here, and what to do. */
import type { ReactNode } from 'react'
import classes from './parts.module.css'

export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes['empty']}>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}
