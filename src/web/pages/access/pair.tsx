/** A customer, and a tenant of theirs. */
import classes from './access.module.css'
import type { Access } from './access-page.tsx'

export function Pair({ customer, organization }: Access['identity']['scopes'][number]) {
  return (
    <span className={classes['pair']}>
      {customer.name} <span aria-hidden>/</span> {organization.display_name}
    </span>
  )
}
