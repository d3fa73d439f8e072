/** A place, from the organization inwards: acme › billing › production. The last part is the place itself. */
import classes from './parts.module.css'

export function ScopePath({
  parts,
  passedOver = false,
}: {
  readonly parts: readonly string[]
  /** What is given here does not count where it was asked about. */
  readonly passedOver?: boolean
}) {
  return (
    <span className={classes['scope']} data-passed-over={passedOver}>
      {parts.map((part, at) => (
        <span key={`${at}-${part}`} data-here={at === parts.length - 1}>
          {part}
        </span>
      ))}
    </span>
  )
}
