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
  /** What it all comes to, in two words: at the top right, however narrow it is. */
  readonly badge?: ReactNode
  /** For a form alone. */
  readonly narrow?: boolean
  readonly children?: ReactNode
}

export function Page({ title, heading, lead, actions, badge, narrow = false, children }: Props) {
  return (
    <div className={classes['page']} data-narrow={narrow}>
      <div className={classes['pageTop']} data-badge={badge !== undefined}>
        <div className={classes['opening']}>
          <Heading title={title}>{heading}</Heading>
          {lead !== undefined && <p className={classes['lead']}>{lead}</p>}
        </div>
        {actions}
        {badge}
      </div>
      {children}
    </div>
  )
}
