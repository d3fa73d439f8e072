/** What was refused, where it belongs: under its field, or above the form; read out at once. */
import type { Fault } from '../api/fault.ts'
import { Notice } from '../parts/notice.tsx'
import classes from './form.module.css'

/** @param shown names of the fields that show their own fault; anything else is said here */
export function FormFault({
  fault,
  shown,
}: {
  readonly fault: Fault | undefined
  readonly shown: readonly string[]
}) {
  if (fault === undefined) return null
  const fields = Object.keys(fault.fields)
  const elsewhere = fields.length === 0 || fields.some((name) => !shown.includes(name))
  if (!elsewhere) return null
  return (
    <Notice tone={fault.kind === 'refused' ? 'denied' : 'attention'}>
      <strong>{fault.says}</strong>
      {fault.next !== undefined && <span> {fault.next}</span>}
      {fault.reference !== undefined && (
        <span>
          {' '}
          Reference: <code>{fault.reference}</code>
        </span>
      )}
      {fault.missing !== undefined && <Missing keys={fault.missing} />}
    </Notice>
  )
}

/** Keys that are named; the rest is counted. */
const NAMED = 12

/** Nobody gives what they do not have: by place, what that is. */
function Missing({ keys }: { readonly keys: NonNullable<Fault['missing']> }) {
  const named = keys.slice(0, NAMED)
  const places = [...new Set(named.map(({ scope }) => scope))]
  return (
    <ul className={classes['missing']}>
      {places.map((place) => (
        <li key={place}>
          You do not have, at {place === 'organization' ? 'the organization' : place}:{' '}
          {named
            .filter(({ scope }) => scope === place)
            .map(({ permission }) => (
              <code key={permission}>{permission}</code>
            ))}
        </li>
      ))}
      {keys.length > NAMED && <li>and {keys.length - NAMED} more</li>}
    </ul>
  )
}
