/** Something to know, in one of four tones; each has a sign and words, never a colour alone. */
import type { ReactNode } from 'react'
import { Dot, Refusal, Tick, Warning } from '../look/icons.tsx'
import classes from './parts.module.css'

const SIGNS = { plain: Dot, done: Tick, attention: Warning, denied: Refusal } as const

export function Notice({
  tone,
  children,
}: {
  readonly tone: keyof typeof SIGNS
  readonly children: ReactNode
}) {
  const Sign = SIGNS[tone]
  return (
    <div className={classes['notice']} data-tone={tone}>
      <Sign />
      <div>{children}</div>
    </div>
  )
}
