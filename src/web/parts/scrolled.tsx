/** What may be longer than its place, and is scrolled there: with the keyboard too, so it can have the focus (WCAG 2.1.1). */
import type { ReactNode } from 'react'
import classes from './scrolled.module.css'

type Props = {
  /** Names it for whoever does not see it. */
  readonly label: string
  /** A long one is for what is read, a short one for what is only looked over. */
  readonly short?: true
  readonly children: ReactNode
}

export function Scrolled({ label, short, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by focusing it
    <section aria-label={label} tabIndex={0} className={classes['scrolled']} data-short={short === true}>
      {children}
    </section>
  )
}
