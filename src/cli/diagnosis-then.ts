/** `access diagnose --reference`: what was refused then beside how it is now, and what changed in between. */
import { CODES } from '../core/catalogue/codes.ts'
import type { Shown } from './api-command.ts'
import type { Context } from './command.ts'
import { shortInstant } from './duration.ts'
import { padded, wrapped } from './width.ts'

type Diagnosis = Shown<'diagnoseAccess'>
type Then = NonNullable<Diagnosis['refused']>
type Check = Diagnosis['checks'][number]

const WORD: Readonly<Record<Check['status'], string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  not_reached: '– not reached',
  not_applicable: '– not applicable',
  unknown: '? cannot tell',
}

const WIDTH = 20

/** Nothing where it is not about something that was refused. */
export function thenLines(
  { refused: then, checks, revision }: Diagnosis,
  context: Context,
  columns: number,
): string[] {
  if (then === undefined) return []
  const { paint } = context
  const title = (text: string): string[] => ['', paint('bold', text)]
  return [
    ...title('What was refused'),
    ...wrapped(`${then.reference}, ${shortInstant(then.at)}: ${then.status} ${then.code}`, columns, '  '),
    ...wrapped(plain(then.detail), columns, '  '),
    ...wrapped(askedBy(then), columns, '  '),
    ...title('Then and now'),
    ...sideBySide(then, checks, revision, columns),
    ...since(then, columns),
  ]
}

function askedBy({ operation, known, token }: Then): string {
  const who = known
    ? token
      ? 'a token asked, which may reach less far than its owner'
      : 'they were known'
    : 'nobody was signed in'
  return operation === undefined ? who : `asked for: ${operation}; ${who}`
}

function sideBySide(then: Then, now: readonly Check[], revision: string, columns: number): string[] {
  if (then.checks === undefined)
    return wrapped(
      'How things were then can no longer be told: the journal does not go back so far.',
      columns,
      '  ',
    )
  const head = `  ${padded(then.revision ?? 'then', WIDTH)}${padded(revision, WIDTH)}`
  const rows = now.flatMap((check, at) => {
    const was = then.checks?.[at]
    const line = `  ${padded(was === undefined ? '' : WORD[was.status], WIDTH)}${padded(WORD[check.status], WIDTH)}${at + 1}. ${check.title}`
    const codes =
      was?.code === check.code ? [] : [`  ${padded(`  ${was?.code ?? ''}`, WIDTH)}  ${check.code ?? ''}`]
    return [line.trimEnd(), ...codes.map((text) => text.trimEnd())]
  })
  return [head.trimEnd(), ...rows]
}

function since({ flips }: Then, columns: number): string[] {
  const last = flips.at(-1)
  if (last === undefined) return wrapped('Since then no change has touched this.', columns, '  ')
  return flips.flatMap((flip) => {
    const who = flip.actor?.email ?? flip.actor?.id ?? undefined
    const by =
      flip.by === 'time'
        ? 'a date came'
        : `${flip.command ?? 'a change'}${who === undefined ? '' : ` by ${who}`}`
    const to = flip.to === 'ALLOWED' ? 'allowed' : `${flip.to} (${CODES[flip.to].operator})`
    const fixed = flip === last && flip.to === 'ALLOWED' ? 'fixed' : 'changed'
    return wrapped(`${fixed} ${shortInstant(flip.at)}: ${by}: ${to}`, columns, '  ')
  })
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
