/**
 * An explanation for someone who never saw the product: the verdict, the five questions behind it, the places from
 * near to far with what was given there, and what else bears on it. Signs have words beside them; colour is extra.
 */

import type { Explanation, HeldAnswer } from '../contract/shapes/decision.ts'
import { CODES } from '../core/catalogue/codes.ts'
import type { Decision } from './access.ts'
import { capabilityOf } from './capability.ts'
import { shortInstant } from './duration.ts'
import { gateLines } from './explain-gates.ts'
import { atScope, counted } from './impact.ts'
import type { Paint } from './terminal.ts'
import { padded, widthOf, wrapped } from './width.ts'

export type Reader = {
  /** As the question named them. */
  readonly person: string
  readonly organization: string
  readonly columns: number
  readonly paint: Paint
}

/** @param explanation escaped, as everything here */
export function explanationLines(decision: Decision, explanation: Explanation, reader: Reader): string[] {
  const { shadowed, elsewhere, text, left_out: hidden } = explanation
  return [
    ...verdict(decision, reader),
    '',
    ...gateLines(decision, explanation, reader),
    ...places(decision, explanation, reader),
    ...holders('Would allow it, but is hidden by the nearer place that decides', shadowed, reader),
    ...holders('Holds it, but at other places', elsewhere, reader),
    ...section(
      'What this means',
      text.flatMap((sentence) => wrapped(sentence, reader.columns, '  ')),
      reader,
    ),
    ...section(
      'Left out, because you may not see it',
      hidden.map((what) => `  ${what}`),
      reader,
    ),
    '',
    reader.paint('dim', `decided on ${decision.revision}, for ${shortInstant(explanation.at)}`),
  ]
}

function verdict({ allowed, code, permission, scope, suggestions = [] }: Decision, reader: Reader): string[] {
  const { person, columns, paint } = reader
  const can = capabilityOf(permission)
  const what =
    can === undefined
      ? `${allowed ? 'has' : 'does not have'} ${permission}`
      : `${allowed ? 'can' : 'cannot'} ${can}`
  const sign = allowed ? paint('green', '✓ Yes:') : paint('red', '✗ No:')
  const first = wrapped(`${sign} ${person} ${what} ${atScope(scope)}.`, columns)
  const why = code === 'ALLOWED' ? '' : `: ${CODES[code].operator}`
  return [
    ...first.map((line) => paint('bold', line)),
    ...wrapped(`${code}${why}; asked for ${permission}`, columns, '  '),
    ...(suggestions.length > 0 ? [`  did you mean ${suggestions.join(', ')}?`] : []),
  ]
}

function section(title: string, body: readonly string[], { paint }: Reader): string[] {
  return body.length === 0 ? [] : ['', paint('bold', title), ...body]
}

/** Nearest first, as it is decided. */
function places(decision: Decision, { chain }: Explanation, reader: Reader): string[] {
  if (chain.length === 0) return []
  const deciding = chain.findIndex(({ decided }) => decided)
  const label = (link: Link): string =>
    link.scope.type === 'organization' ? `${reader.organization} (organization)` : link.path
  const width = Math.max(...chain.map((link) => widthOf(label(link)))) + 2
  const body = chain.flatMap((link, at) => {
    const mark = link.decided ? reader.paint('bold', '▶') : ' '
    const said = standing(link, at, deciding, decision)
    return [
      ...wrapped(said, reader.columns, `  ${mark} ${padded(label(link), width)}`),
      ...link.assignments.flatMap((held) => wrapped(heldWords(held), reader.columns, '      • ')),
    ]
  })
  const marked = deciding < 0 ? '' : ', here in brackets'
  const rule = `The nearest place where anything is given decides alone${marked}; nothing is added from further out.`
  return section(
    `Where: ${breadcrumb(chain, reader)}`,
    [...wrapped(rule, reader.columns, '  '), ...body],
    reader,
  )
}

type Link = Explanation['chain'][number]

/** `acme › billing › production`, the deciding place in brackets. */
function breadcrumb(chain: readonly Link[], { organization }: Reader): string {
  const names = chain.toReversed().map(({ scope, decided }) => {
    const name = scope.environment ?? scope.project ?? organization
    return decided ? `[${name}]` : name
  })
  return names.join(' › ')
}

function standing(link: Link, at: number, deciding: number, { permission }: Decision): string {
  const count = counted(link.permissions.length, 'permission', 'permissions')
  const among = link.permissions.includes(permission) ? `with ${permission}` : `without ${permission}`
  if (link.decided) return `DECIDES: ${count}, ${among}`
  if (link.permissions.length > 0)
    return at > deciding ? `does not count here: ${count}, ${among}` : `${count}, ${among}`
  return link.assignments.length === 0 ? 'nothing given' : 'nothing given that counts now'
}

function holders(title: string, list: readonly HeldAnswer[], reader: Reader): string[] {
  const body = list.flatMap((held) =>
    wrapped(`${heldWords(held)}, ${atScope(held.scope)}`, reader.columns, '  • '),
  )
  return section(title, body, reader)
}

const STATE: Readonly<Record<HeldAnswer['state'], string>> = {
  in_force: '',
  not_begun: ', has not begun yet',
  expired: ', has expired',
}

function heldWords({ role_name: role, via, through_group: hidden, state }: HeldAnswer): string {
  const direct = hidden ? 'through a group that you may not see' : 'given directly'
  const how = via === undefined ? direct : `through the group ${via.group_name}${seat(via.source)}`
  return `${role}, ${how}${STATE[state]}`
}

function seat(source: string): string {
  return source === 'manual' ? '' : ` (put there by ${source})`
}
