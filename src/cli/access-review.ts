/** `access history` and `access lint`: how it came to be, and what somebody should look at. */
import { CODES } from '../core/catalogue/codes.ts'
import { api, type Shown, type Texts } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { EXIT } from './failure.ts'
import { atScope, counted, scopePath } from './impact.ts'
import { lines, table, type View } from './view.ts'
import { wrapped } from './width.ts'

type History = Shown<'accessHistory'>
type Flip = History['items'][number]

export function accessReviewCommands(program: Program): void {
  api(program, {
    operation: 'accessHistory',
    arguments: ['principal', 'permission'],
    defaults: { scope: 'organization' },
    examples: [
      'access history alex@acme.example deployment.create --at billing/production --since 14d',
      'access history alex@acme.example variable.write --at billing --since 2026-03-01T09:00:00Z',
    ],
    view: timeline,
  })
  api(program, {
    operation: 'lintAccess',
    examples: ['access lint', 'access lint --output csv'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'RULE', of: ({ rule }) => rule.replaceAll('_', ' ') },
          { head: 'WHERE', of: ({ scope }) => (scope === undefined ? '' : scopePath(scope)) },
          { head: 'FINDING', of: ({ detail }) => detail.replaceAll('`', '') },
        ],
        'nothing to look at',
      ),
    exit: ({ total }) => (total === 0 ? EXIT.done : EXIT.denied),
  })
}

/** Oldest first: what it was, each time it changed, what it is. */
function timeline(history: History, { principal = '' }: Texts, { paint, terminal }: Context): View {
  const { permission, scope, since, before, now, items, suggestions = [], left_out: hidden } = history
  const columns = Math.min(terminal.columns, 100)
  const sign = (code: Flip['to']): string =>
    code === 'ALLOWED' ? paint('green', '✓ allowed') : `${paint('red', '✗ denied')} (${code})`
  const event = (flip: Flip): string[] => [
    `${shortInstant(flip.at)}  ${sign(flip.to)}`,
    ...wrapped(causeOf(flip), columns, '    '),
    ...(flip.to === 'ALLOWED' ? [] : wrapped(CODES[flip.to].operator, columns, '    ')),
    ...(flip.reason === undefined ? [] : wrapped(`reason: ${flip.reason}`, columns, '    ')),
  ]
  const changed = items.length === 0 ? 'never changed' : `changed ${counted(items.length, 'time', 'times')}`
  return lines(
    ...wrapped(
      `${principal}, ${permission} ${atScope(scope)}: ${changed} since ${shortInstant(since)}`,
      columns,
    ).map((line) => paint('bold', line)),
    '',
    `${shortInstant(since)}  ${sign(before)}`,
    ...items.flatMap(event),
    `now                   ${sign(now)}`,
    ...(suggestions.length > 0 ? [`did you mean ${suggestions.join(', ')}?`] : []),
    ...(hidden.length > 0 && items.length > 0
      ? ['', paint('dim', 'who changed it, and why, is left out: it takes organization.audit.read')]
      : []),
  )
}

function causeOf({ by, command, actor, revision = '', side_effect: aside }: Flip): string {
  if (by === 'time') return 'a date came: an assignment began or ended'
  if (command === undefined || actor === undefined) return `changed (${revision})`
  const who = actor.email ?? actor.id ?? 'the server itself'
  const how = aside === true ? ', as a side effect: the change does not name this person' : ''
  return `${command} by ${who} (${revision})${how}`
}
