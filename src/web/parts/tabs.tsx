/** The views of one list, each a link of its own, with how many are in it. */
import { VisuallyHidden } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import classes from './tabs.module.css'

export function Tabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes['tabs']}>
      {children}
    </nav>
  )
}

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly ref?: Ref<HTMLAnchorElement>
  readonly current: boolean
  /** Unknown until it was counted. */
  readonly count: number | undefined
}

function Tab({ current, count, children, ...link }: Props) {
  return (
    <a {...link} className={classes['tab']} aria-current={current ? 'page' : undefined}>
      {children}
      {count !== undefined && (
        <span className={classes['count']}>
          <VisuallyHidden>, </VisuallyHidden>
          {count.toLocaleString('en')}
        </span>
      )}
    </a>
  )
}

export const TabLink = createLink(Tab)
