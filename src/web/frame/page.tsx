/** A page for whoever is signed in: its heading, what it is about, what can be done with all of it, and its content. */
import type { ReactNode } from 'react'
import classes from './frame.module.css'
import { Heading } from './heading.tsx'

type Props = {
  readonly title: string
  readonly heading?: ReactNode
  readonly lead?: ReactNode
  /** Beside the heading. */
  readonly actions?: ReactNode
  /** For a form alone. */
  readonly narrow?: boolean
  readonly children?: ReactNode
}

export function Page({ title, heading, lead, actions, narrow = false, children }: Props) {
  return (
    <div className={classes['page']} data-narrow={narrow}>
      <div className={classes['pageTop']}>
        <div className={classes['opening']}>
          <Heading title={title}>{heading}</Heading>
          {lead !== undefined && <p className={classes['lead']}>{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  )
}
