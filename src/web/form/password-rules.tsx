/** What a new password has to be, and how far this one is. The server judges; this says it earlier. */
import { Dot, Tick } from '../look/icons.tsx'
import classes from './form.module.css'

const SHORTEST = 15
const LONGEST = 128

export function PasswordRules({ id, password }: { readonly id: string; readonly password: string }) {
  const length = Array.from(password.normalize('NFKC')).length
  const long = length >= SHORTEST && length <= LONGEST
  const varied = new Set(password.toLowerCase()).size >= 4
  return (
    <ul id={id} className={classes['rules']}>
      <Rule met={long}>
        {length > LONGEST ? `At most ${LONGEST} characters` : `At least ${SHORTEST} characters`}
        {length > 0 && !long && <span className={classes['count']}> {length} so far</span>}
      </Rule>
      <Rule met={long && varied}>
        A few unrelated words work well; not a common one, and not your name or address
      </Rule>
    </ul>
  )
}

function Rule({ met, children }: { readonly met: boolean; readonly children: React.ReactNode }) {
  return (
    <li data-met={met}>
      {met ? <Tick /> : <Dot />}
      <span>{children}</span>
    </li>
  )
}
