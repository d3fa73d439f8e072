/**
 * The way of a change: at a terminal, what it destroys and whom it affects is shown and asked about before it is done.
 * Without one it does what it was told, except that a side effect nobody asked for is refused with the way to agree.
 */
import { Refused } from '../contract/client.ts'
import type { Context } from './command.ts'
import { escapeAll } from './escape.ts'
import { EXIT, type Exit, Failure } from './failure.ts'
import { type Impact, impactLines, isPreview, NO_IMPACT, type Preview, previewLines } from './impact.ts'
import { shellLine, withOption } from './shell-words.ts'
import { lines, type View } from './view.ts'

export type Values = Readonly<Record<string, unknown>>

type Change<T> = {
  readonly call: (args: Values) => Promise<T>
  readonly args: Values
  /** Of a destructive change: what is asked before it. */
  readonly question: string | undefined
  /** `--yes`: the question is answered. */
  readonly yes: boolean
  readonly view: (shown: Exclude<T, { readonly dry_run: true }>) => View
  /** What a dry run says before whom it concerns. */
  readonly preview?: Previewed<T> | undefined
}

/** @param shown escaped */
export type Previewed<T> = (shown: Extract<T, { readonly dry_run: true }>) => {
  readonly lines: readonly string[]
  /** What it means. */
  readonly exit?: Exit
}

/** @returns what a dry run means, where it means something */
export async function write<T>(context: Context, change: Change<T>): Promise<Exit | undefined> {
  const answer = await agreed(context, change)
  const { paint, terminal } = context
  const before = (shown: unknown) => change.preview?.(shown as Extract<T, { readonly dry_run: true }>)
  context.print(answer, (shown) =>
    isPreview(shown)
      ? lines(...(before(shown)?.lines ?? []), ...previewLines(shown, paint, terminal.columns))
      : change.view(shown as Exclude<T, { readonly dry_run: true }>),
  )
  return isPreview(answer) ? before(escapeAll(answer))?.exit : undefined
}

async function agreed<T>(context: Context, change: Change<T>): Promise<T> {
  const { call, args, question, yes } = change
  const asks = question !== undefined && !yes && context.terminal.interactive
  if (!asks || args['dry_run'] === true) return withConsent(context, call, args)
  const trial: unknown = await call({ ...args, dry_run: true })
  const shown = isPreview(trial) ? escapeAll<Preview>(trial).impact : undefined
  if (shown !== undefined && shown.totals.entries > 0) tell(context, shown)
  if (isPreview(trial)) context.say(...(change.preview?.(escapeAll(trial) as never).lines ?? []))
  await confirm(context, question)
  // Consent covers what was shown; if it has changed since, the server refuses and it is shown again.
  const consent = args['accept_impact'] ?? (shown && shown.totals.entries > 0 ? shown.digest : undefined)
  return withConsent(context, call, consent === undefined ? args : { ...args, accept_impact: consent })
}

/** Sends the change; where it affects people beyond what was asked for, their number and names come first (G3). */
async function withConsent<T>(
  context: Context,
  call: (args: Values) => Promise<T>,
  args: Values,
): Promise<T> {
  try {
    return await call(args)
  } catch (error) {
    const impact = error instanceof Refused ? error.problem.impact : undefined
    if (impact === undefined) throw error
    tell(context, escapeAll(impact))
    if (!context.terminal.interactive) throw unaccepted(context, (error as Refused).problem, impact.digest)
    await confirm(context, 'Apply this?')
    return withConsent(context, call, { ...args, accept_impact: impact.digest })
  }
}

function unaccepted(context: Context, problem: Refused['problem'], digest: string): Failure {
  const command = shellLine(['compartment', ...withOption(context.argv, '--accept-impact', digest)])
  return new Failure(problem.detail, {
    exit: EXIT.denied,
    code: problem.code,
    reference: problem.reference,
    next: `if this is meant: ${command}`,
  })
}

function tell(context: Context, impact: Impact): void {
  const shown = impactLines(impact, context.paint, context.terminal.columns)
  context.say(...(shown[0] === NO_IMPACT ? shown : ['', ...shown, '']))
}

async function confirm(context: Context, question: string): Promise<void> {
  const answer = await context.terminal.ask(`${question} [y/N] `)
  if (!/^(y|yes)$/i.test(answer.trim())) throw new Failure('not confirmed: nothing was changed')
}
