/**
 * What is known of one thing, beside the list that it is in. The list stays in view and in use; where there is no room
 * for both, the drawer covers it and nothing behind it can be reached. Escape closes it, and the focus goes back.
 */
import { ActionIcon } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Close } from '../look/icons.tsx'
import classes from './drawer.module.css'
import { useReturn } from './use-return.ts'

/** Where both fit side by side. */
const ROOM = '(min-width: 900px)'

type Props = {
  readonly title: ReactNode
  readonly lead?: ReactNode
  readonly close: () => void
  /** It opens to be typed into. */
  readonly typing?: boolean
  readonly children: ReactNode
}

export function Drawer({ title, lead, close, typing = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const hasRoom = useMediaQuery(ROOM, true, { getInitialValueInEffect: false })
  const id = useId()
  useReturn()
  useEffect(() => {
    const opened = dialog.current
    if (hasRoom) opened?.show()
    else opened?.showModal()
    const field = typing ? opened?.querySelector<HTMLElement>('input') : undefined
    const first = field ?? heading.current
    first?.focus({ preventScroll: true })
    return () => opened?.close()
  }, [hasRoom, typing])
  return (
    <dialog
      ref={dialog}
      className={classes['drawer']}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <header>
        <div>
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        <ActionIcon variant="subtle" color="gray" size={36} onClick={close} aria-label="Close">
          <Close />
        </ActionIcon>
      </header>
      <div className={classes['body']}>{children}</div>
    </dialog>
  )
}

/** A part of what a drawer shows. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string
  /** Beside its title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes['section']}>
      <div>
        <h3 id={id}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}
