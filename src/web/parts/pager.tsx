/** From page to page of a list whose end is not known. Nothing is shown for a list of one page. */
import { Button } from '@mantine/core'
import classes from './pager.module.css'

type Props = {
  readonly hasEarlier: boolean
  readonly first: () => void
  readonly previous: (() => void) | undefined
  readonly next: (() => void) | undefined
}

export function Pager({ hasEarlier, first, previous, next }: Props) {
  if (!hasEarlier && next === undefined) return null
  return (
    <nav aria-label="Pages" className={classes['pager']}>
      <Button variant="default" disabled={!hasEarlier} onClick={previous ?? first}>
        {previous === undefined ? 'First page' : 'Previous page'}
      </Button>
      <Button variant="default" disabled={next === undefined} onClick={next}>
        Next page
      </Button>
    </nav>
  )
}
