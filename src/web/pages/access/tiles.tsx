/** The four tiles that sum up a session. *Setup* asks for attention; nothing is broken, and nothing is kept from anybody. */
import { Chip } from '../../parts/chip.tsx'
import classes from './access.module.css'
import type { Access } from './access-page.tsx'

export function Tiles({ tiles }: Pick<Access, 'tiles'>) {
  return (
    <ul className={classes['tiles']} aria-label="This session">
      {tiles.map(({ name, title, says, state, note }) => (
        <li key={name}>
          <div>
            <h2>{title}</h2>
            <Chip tone={state === 'ready' ? 'done' : 'attention'}>
              {state === 'ready' ? 'Ready' : 'Setup'}
            </Chip>
          </div>
          <p className={classes['says']}>{says}</p>
          {note !== undefined && <p className={classes['note']}>{note}</p>}
        </li>
      ))}
    </ul>
  )
}
