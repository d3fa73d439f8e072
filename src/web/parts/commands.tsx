/** Lines to run at a terminal, in order. */
import classes from './parts.module.css'

/** The command line looks there by itself. */
const USUAL = 'http://127.0.0.1:4100'

export function Commands({
  title,
  commands,
}: {
  readonly title: string
  readonly commands: readonly string[]
}) {
  const remote = location.origin === USUAL ? [] : [`export COMPARTMENT_API_URL=${location.origin}`]
  return (
    <div className={classes['commands']}>
      <h2>{title}</h2>
      <pre>
        {[...remote, ...commands].map((command) => (
          <code key={command}>{command}</code>
        ))}
      </pre>
    </div>
  )
}
