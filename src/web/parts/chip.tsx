/** A short fact about something: a word in a frame. Tones as in notices. */
import type { ReactNode } from 'react'
import classes from './parts.module.css'

type Props = { readonly tone?: 'plain' | 'done' | 'attention' | 'denied'; readonly children: ReactNode }

export function Chip({ tone = 'plain', children }: Props) {
  return (
    <span className={classes['chip']} data-tone={tone}>
      {children}
    </span>
  )
}
