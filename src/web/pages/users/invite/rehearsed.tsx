/** What an invitation will come to, as the engine has worked it out: how they come in, and what they can do then. */
import { Abilities } from '../../../parts/abilities.tsx'
import { Notice } from '../../../parts/notice.tsx'
import classes from './invite.module.css'
import type { Tried } from './invite-drawer.tsx'

type Props = { readonly organization: string; readonly rehearsal: Tried['rehearsal'] }

export function Rehearsed({ organization, rehearsal: { outcome, text, may } }: Props) {
  return (
    <div className={classes['rehearsed']}>
      {outcome === 'no_way_in' ? (
        <Notice tone="attention">
          <strong>They could not come in.</strong> {text.map(asSentence).join(' ')}
        </Notice>
      ) : (
        <ul className="plain-list">
          {text.map((one) => (
            <li key={one}>{asSentence(one)}</li>
          ))}
        </ul>
      )}
      {may !== undefined && (
        <>
          <h4>What they can do then</h4>
          <Abilities
            organization={organization}
            items={may}
            otherwise={<p>Nothing: they are a member only, until somebody gives them a role.</p>}
          />
        </>
      )}
    </div>
  )
}

/** An address keeps its own letters. */
function asSentence(text: string): string {
  const [first = ''] = text.split(' ')
  return `${first.includes('@') ? text : text.charAt(0).toUpperCase() + text.slice(1)}.`
}
