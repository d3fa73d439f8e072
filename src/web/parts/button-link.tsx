/** What looks like a button and leads somewhere: a real link. */
import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'
import classes from './button-link.module.css'

type Props = ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & {
    readonly ref?: Ref<HTMLAnchorElement>
  }

/** The same to a page that is not the console’s own to draw. */
export function ButtonAnchor(props: Props) {
  return <Button component="a" {...props} className={classes['link']} />
}

export const ButtonLink = createLink(ButtonAnchor)
