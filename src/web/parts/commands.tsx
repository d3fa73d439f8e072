/** Lines to run at a terminal, in order. `login` says where, unless the command line looks there by itself. */
import classes from './parts.module.css'

const USUAL = 'http://127.0.0.1:4100'

export function Commands({
  title,
  commands,
}: {
  readonly title: string
  readonly commands: readonly string[]
}) {
  const login = location.origin === USUAL ? 'compartment login' : `compartment login --url ${location.origin}`
  return (
    <figure className={classes['commands']}>
      <figcaption>{title}</figcaption>
      <pre>
        {[login, ...commands].map((command) => (
          <code key={command}>{command}</code>
        ))}
      </pre>
    </figure>
  )
}
