/** The name of a page: in the window's title and as its heading. Whoever comes from another page is set down on it. */
import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  /** The window's. */
  readonly title: string
  /** The heading, where it says more than the window's title. */
  readonly children?: ReactNode
}

let isFirst = true

export function Heading({ title, children = title }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Compartment`
  }, [title])
  useEffect(() => {
    const wasFirst = isFirst
    isFirst = false
    // A field that wants to be typed in comes first; and a page that was just loaded begins at its top.
    if (!wasFirst && !(document.activeElement instanceof HTMLInputElement)) heading.current?.focus()
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
