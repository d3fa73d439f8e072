/** Something is on its way; shown late, so that what is quick does not flicker. */
import { Loader } from '@mantine/core'
import classes from './parts.module.css'

export function Loading({ what }: { readonly what: string }) {
  return (
    <div role="status" className={classes['loading']}>
      <Loader size={18} color="var(--accent)" aria-hidden />
      <span>{what} …</span>
    </div>
  )
}
