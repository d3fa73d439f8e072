/** What was refused, where it belongs: under its field, or above the form; read out at once. */
import type { Fault } from '../api/fault.ts'
import { Notice } from '../parts/notice.tsx'

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
    </Notice>
  )
}
