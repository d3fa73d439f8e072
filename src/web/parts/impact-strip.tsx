/** Who would gain and lose by a change: `+3 −31 · Alex, at billing/production`; it unfolds to people and their permissions. */
import type { ImpactAnswer } from '../../contract/shapes/answer.ts'
import classes from './impact-strip.module.css'
import { Moment } from './moment.tsx'
import { scopeParts, scopeText } from './scope.ts'
import { ScopePath } from './scope-path.tsx'
import { Scrolled } from './scrolled.tsx'

type Props = { readonly organization: string; readonly impact: ImpactAnswer }
type Entry = ImpactAnswer['entries'][number]

export function ImpactStrip({ organization, impact: { totals, entries } }: Props) {
  if (totals.entries === 0) {
    return <p className={classes['none']}>Nobody’s permissions change by this.</p>
  }
  const more = totals.entries - entries.length
  return (
    <details className={classes['strip']}>
      <summary>
        <Counts gained={totals.gained} lost={totals.lost} />
        <span>{inShort(entries, totals)}</span>
      </summary>
      <Scrolled label="Who gains and who loses">
        <ul>
          {entries.map((entry) => (
            <Line key={keyOf(entry)} organization={organization} entry={entry} />
          ))}
        </ul>
      </Scrolled>
      {more > 0 && <p>and {more} more</p>}
    </details>
  )
}

function Counts({ gained, lost }: { readonly gained: number; readonly lost: number }) {
  return (
    <span className={classes['counts']}>
      {gained > 0 && <span data-sign="gained">+{gained}</span>}
      {lost > 0 && <span data-sign="lost">−{lost}</span>}
    </span>
  )
}

function inShort(entries: readonly Entry[], { people }: ImpactAnswer['totals']): string {
  const [first] = entries
  const who = people === 1 ? (first?.email ?? 'one person') : `${people} people`
  const places = [...new Set(entries.map(({ scope }) => scopeText(scope)))]
  const [where] = places
  if (places.length > 1) return `${who}, at ${places.length} places`
  return `${who}, at ${where === 'organization' ? 'the organization' : where}`
}

function Line({ organization, entry }: { readonly organization: string; readonly entry: Entry }) {
  const { email, principal, scope, gained, lost, from, until } = entry
  return (
    <li>
      <p>
        <strong>{email ?? principal}</strong> <ScopePath parts={scopeParts(organization, scope)} />
        {from !== undefined && (
          <>
            {' '}
            begins <Moment at={from} />
          </>
        )}
        {until !== undefined && (
          <>
            {' '}
            ends <Moment at={until} />
          </>
        )}
      </p>
      <Keys sign="gained" keys={gained} />
      <Keys sign="lost" keys={lost} />
    </li>
  )
}

function Keys({ sign, keys }: { readonly sign: 'gained' | 'lost'; readonly keys: readonly string[] }) {
  if (keys.length === 0) return null
  return (
    <p className={classes['keys']}>
      <span data-sign={sign}>{sign === 'gained' ? 'gains' : 'loses'}</span>
      {keys.map((key) => (
        <code key={key}>{key}</code>
      ))}
    </p>
  )
}

function keyOf({ principal, scope, from }: Entry): string {
  return [principal, scope.project, scope.environment, from].join(' ')
}
