/** Says on standard error why a command did not succeed, and what to do next. */
import { CommanderError } from 'commander'
import { Refused, Unreachable } from '../contract/client.ts'
import type { Problem } from '../contract/shapes/answer.ts'
import { CODES } from '../core/catalogue/codes.ts'
import { escapeAll, escapeText } from './escape.ts'
import { EXIT, type Exit, Failure, type Told } from './failure.ts'
import { atScope, scopePath } from './impact.ts'
import { nextAfter } from './next.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './width.ts'

/** @param question the command asks about access: its exit code 2 means "denied to that person", not "to you" */
export function report(error: unknown, terminal: Terminal, question = false): Exit {
  if (error instanceof CommanderError) return misused(error, terminal)
  const { message, exit, code, reference, next, details } = told(error, question)
  const from = [code, reference && `reference ${reference}`].filter(Boolean).join(', ')
  const lines = [`error: ${message}${from && ` (${from})`}`, ...(details ?? []).map((line) => `  ${line}`)]
  terminal.err(
    [...lines, ...(next === undefined ? [] : [`next: ${next}`])]
      .map((line) => `${escapeText(line)}\n`)
      .join(''),
  )
  return exit ?? EXIT.failed
}

type Report = Told & { readonly message: string }

function told(error: unknown, question: boolean): Report {
  if (error instanceof Failure) return { message: error.message, ...error.told }
  if (error instanceof Refused) return refused(error.problem, question)
  if (error instanceof Unreachable) return unreachable(error)
  if ((error as Error).name === 'Interrupted') return { message: 'interrupted: nothing was changed' }
  const { message, stack } = error as Error
  return {
    message: `this is a fault of the command line: ${message}`,
    details: (stack ?? '').split('\n').slice(1, 6),
  }
}

function refused(raw: Problem, question: boolean): Report {
  const problem = escapeAll(raw)
  const next = nextAfter(problem)
  return {
    message: problem.detail,
    code: problem.code,
    reference: problem.reference,
    exit: exitOf(problem, question),
    details: [...missing(problem), ...broken(problem), ...faults(problem)],
    ...(next !== undefined && { next }),
  }
}

/** What is wrong with which field, unless that is all that was said. */
function faults({ errors = [], detail }: Problem): string[] {
  return errors.filter((one) => one.detail !== detail).map((one) => `${one.pointer || '/'}: ${one.detail}`)
}

/** Denied to the caller, or refused by a guard: 2; everything else failed. */
function exitOf({ code, status }: Problem, question: boolean): Exit {
  if (code === 'CANNOT_TELL' || (code === 'NOT_FRESH' && question)) return EXIT.cannotTell
  if (question) return EXIT.failed
  return status === 403 || (code in CODES && CODES[code].class === 'guard') ? EXIT.denied : EXIT.failed
}

type Broken = NonNullable<Problem['expectations']>['broken'][number]

/** Which expectations, for whom and where. */
function broken({ expectations }: Problem): string[] {
  if (expectations === undefined) return []
  const each = Map.groupBy(expectations.broken, ({ text }) => text)
  const left = expectations.total - expectations.broken.length
  const fails = ({ email, principal, scope }: Broken): string =>
    `  fails for ${email ?? principal} ${atScope(scope)}`
  const found = [...each].flatMap(([text, list]) => [`✗ ${text}`].concat(list.map(fails)))
  return [...found, ...(left > 0 ? [`… and ${left} more`] : [])]
}

/** Exactly the keys that are lacking, by scope. */
function missing({ missing: keys, required_permission: required, scope, code }: Problem): string[] {
  const lacking =
    required === undefined ? [] : [{ permission: required, scope: scope ? scopePath(scope) : '' }]
  const scopes = Map.groupBy(keys ?? (code === 'NOT_ALLOWED' ? lacking : []), (key) => key.scope)
  return [...scopes].flatMap(([at, list]) => {
    const where = at === '' ? '' : ` at ${at}`
    return wrapped(
      list.map(({ permission }) => permission).join(', '),
      78,
      `you lack ${list.length}${where}: `,
    )
  })
}

function unreachable(error: Unreachable): Report {
  // `fetch` hides what happened (a wrong certificate, a redirect, nobody listening) in the causes.
  const causes: string[] = []
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) causes.push(cause.message)
  const why = causes.filter((cause) => cause !== '' && !error.message.includes(cause))
  const message = [error.message, ...why].join(': ')
  const local = /127\.0\.0\.1|localhost|\[::1\]/.test(message)
  return {
    message,
    next: local ? 'is it running? start it with: compartment serve' : 'compartment remote list',
  }
}

function misused(error: CommanderError, terminal: Terminal): Exit {
  if (error.exitCode === 0) return EXIT.done
  // Help for a noun without a verb was printed already.
  if (error.code === 'commander.help') return EXIT.usage
  const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n')
  const suggestion = more.join(' ').trim().replace(/^\(/, '').replace(/\?\)$/, '?')
  terminal.err(`error: ${escapeText(first.replaceAll("'", '`'))}\n`)
  if (suggestion !== '')
    terminal.err(`next: ${escapeText(suggestion[0]!.toLowerCase() + suggestion.slice(1))}\n`)
  return EXIT.usage
}
