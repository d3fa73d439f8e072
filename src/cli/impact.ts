/** Who would gain and lose what, so that someone can decide whether that is meant. */
import type { Answer } from '../contract/client.ts'
import type { ScopeAnswer } from '../contract/shapes/answer.ts'
import { shortInstant } from './duration.ts'
import type { Paint } from './terminal.ts'
import { wrapped } from './width.ts'

export type Preview = Extract<Answer<'createRole'>, { readonly dry_run: true }>
export type Impact = Preview['impact']

export const NO_IMPACT = 'nobody gains or loses anything'

export function isPreview(answer: unknown): answer is Preview {
  return typeof answer === 'object' && answer !== null && (answer as Partial<Preview>).dry_run === true
}

/** `organization`, `billing`, `billing/production`. */
export function scopePath({ type, project, environment }: ScopeAnswer): string {
  if (type === 'organization') return 'organization'
  return type === 'project' ? (project ?? '') : `${project}/${environment}`
}

/** `at the organization`, `at billing`. */
export function atScope(scope: ScopeAnswer): string {
  return scope.type === 'organization' ? 'at the organization' : `at ${scopePath(scope)}`
}

/** @param impact escaped */
export function impactLines(impact: Impact, paint: Paint, columns: number): string[] {
  const { totals, entries } = impact
  if (totals.entries === 0) return [NO_IMPACT]
  const heading = `what ${counted(totals.people, 'person', 'people')} can do would change: ${changes(totals)}`
  const body = entries.flatMap((entry) => {
    const when = [
      entry.from && `from ${shortInstant(entry.from)}`,
      entry.until && `until ${shortInstant(entry.until)}`,
    ]
    const title = [
      `  ${paint('bold', entry.email ?? entry.principal)} ${atScope(entry.scope)}`,
      ...when.filter(Boolean),
    ]
    return [
      title.join(', '),
      ...keys(entry.gained, `    ${paint('green', '+')} gains ${entry.gained.length}: `, columns),
      ...keys(entry.lost, `    ${paint('red', '−')} loses ${entry.lost.length}: `, columns),
    ]
  })
  const left = totals.entries - entries.length
  return [heading, ...body, ...(left > 0 ? [`  … and ${left} more entries like these`] : [])]
}

function keys(list: readonly string[], first: string, columns: number): string[] {
  return list.length === 0 ? [] : wrapped(list.join(', '), columns, first)
}

function changes({ gained, lost }: Impact['totals']): string {
  const parts = [
    gained > 0 ? `+ ${counted(gained, 'permission', 'permissions')} gained` : '',
    lost > 0 ? `− ${counted(lost, 'permission', 'permissions')} lost` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** What a dry run found. @param shown escaped */
export function previewLines(shown: Preview, paint: Paint, columns: number): string[] {
  const events =
    shown.events.length === 0 ? 'nothing would be written' : `would write: ${shown.events.join(', ')}`
  const accepting =
    shown.refusal === undefined
      ? []
      : [
          `it will ask for your consent (${shown.refusal}); to give it: --accept-impact ${shown.impact.digest}`,
        ]
  const why =
    shown.needs_reason === undefined
      ? []
      : wrapped(`it will ask for a reason (--reason): ${shown.needs_reason.replaceAll('`', '')}`, columns)
  return [...impactLines(shown.impact, paint, columns), ...wrapped(events, columns), ...accepting, ...why]
}
