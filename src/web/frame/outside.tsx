/** The frame of pages that need nobody signed in: one calm card, and around it hardly anything. */
import type { ReactNode } from 'react'
import { Mark } from '../look/mark.tsx'
import classes from './frame.module.css'
import { Heading } from './heading.tsx'
import { SchemeSwitch } from './scheme-switch.tsx'

type Props = {
  readonly title: string
  readonly heading?: ReactNode
  readonly lead?: ReactNode
  /** For what is read rather than filled in. */
  readonly wide?: boolean
  readonly children?: ReactNode
}

export function Outside({ title, heading, lead, wide = false, children }: Props) {
  return (
    <div className={classes['outside']} data-wide={wide}>
      <header>
        <a href="/" className={classes['brand']}>
          <Mark />
          Compartment
        </a>
        <SchemeSwitch />
      </header>
      <main>
        <div className={classes['card']}>
          <div className={classes['opening']}>
            <Heading title={title}>{heading}</Heading>
            {lead !== undefined && <p className={classes['lead']}>{lead}</p>}
          </div>
          {children}
        </div>
      </main>
      <footer>
        <a href="/docs/errors">Error codes</a>
        <a href="/openapi.json">API</a>
      </footer>
    </div>
  )
}
