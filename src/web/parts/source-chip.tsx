/** What gives something: a role, directly or through a group; struck through where a narrower grant hides it. */
import type { Source } from './source.ts'
import classes from './source-chip.module.css'

type Props = {
  readonly source: Source
  /** Where it is given, as text; only of what a narrower grant hides. */
  readonly hiddenAt?: string
}

export function SourceChip({ source: { role, group }, hiddenAt }: Props) {
  const how = group === undefined ? 'direct' : `via ${group}`
  if (hiddenAt !== undefined) {
    return (
      <s className={classes['source']}>
        {role} · {how} · at {hiddenAt}
      </s>
    )
  }
  return (
    <span className={classes['source']}>
      {role} · {how}
    </span>
  )
}
