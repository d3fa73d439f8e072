/** Several names in a cell of a table: in a row as many as fit, in a card all of them. */
import classes from './some.module.css'

type Names = {
  readonly names: readonly string[]
  /** How many there are beside them. */
  readonly beside?: number
  /** Where there are none. */
  readonly otherwise?: string
  readonly mono?: boolean
}

/** The rest is counted, and named to whoever points at it. */
export function Some({ names, beside = 0, otherwise, mono = false }: Names) {
  if (names.length === 0) {
    return otherwise === undefined ? null : <span className={classes['soft']}>{otherwise}</span>
  }
  const all = `${names.join(', ')}${beside > 0 ? ` and ${beside} more` : ''}`
  const short = inShort(names, beside)
  if (short === all) return <span className={mono ? classes['mono'] : undefined}>{all}</span>
  return (
    <span className={mono ? classes['mono'] : undefined}>
      <span className={classes['short']} title={all}>
        {short}
      </span>
      <span className={classes['all']}>{all}</span>
    </span>
  )
}

/** Characters that fit for sure. */
const FITTING = 16

function inShort([first = '', second, ...others]: readonly string[], beside: number): string {
  if (second === undefined) return beside > 0 ? `${first} +${beside}` : first
  const both = first.length + second.length < FITTING
  const more = others.length + beside + (both ? 0 : 1)
  return `${both ? `${first}, ${second}` : first}${more > 0 ? ` +${more}` : ''}`
}
