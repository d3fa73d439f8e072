/** A place, from the organization inwards: acme › billing › production. The last part is the place itself. */
import classes from './parts.module.css'

export function ScopePath({ parts }: { readonly parts: readonly string[] }) {
  return (
    <span className={classes['scope']}>
      {parts.map((part, at) => (
        <span key={`${at}-${part}`} data-here={at === parts.length - 1}>
          {part}
        </span>
      ))}
    </span>
  )
}
