/**
 * Makes a command of an operation of the contract: its arguments and options are the operation's fields, its answer is
 * printed through a view. Only what is special about a command is written down with it.
 */
import { Option } from 'commander'
import type { Answer } from '../contract/client.ts'
import type { Operation } from '../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../contract/table.ts'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { escapeAll } from './escape.ts'
import type { Exit } from './failure.ts'
import { everyPage } from './pages.ts'
import { type Placing, planOf } from './plan.ts'
import type { View } from './view.ts'
import { type Previewed, type Values, write } from './write.ts'

type Declaration<N extends OperationName> = Placing & {
  readonly operation: N
  readonly prepare?: (
    given: Values,
    typed: readonly unknown[],
    context: Context,
    options: Values,
  ) => Values | Promise<Values>
  /** Options that are no fields of the operation: `prepare` reads them. */
  readonly more?: readonly Option[]
  readonly examples: readonly string[]
  /** @param shown the answer, escaped; never a preview. @param given what was asked */
  readonly view: (shown: Shown<N>, given: Texts, context: Context) => View
  /** What a dry run says beside whom it concerns. */
  readonly preview?: Previewed<Answer<N>>
  /** Of a destructive command: what it asks before it does it; names what will be lost. */
  readonly loses?: (given: Texts) => string
  /** Of a question: what the answer means. */
  readonly exit?: (answer: Shown<N>) => Exit
  /**
   * Does something with the answer in place of printing it, where that was asked for; says what it means.
   * @param args as the request was sent
   */
  readonly instead?: (
    answer: Answer<N>,
    args: Values,
    context: Context,
    options: Values,
  ) => Promise<Exit | undefined> | undefined
  /** What is said beside the answer, on standard error. @param shown escaped */
  readonly aside?: (shown: Shown<N>) => string | undefined
  /** Lists of unbounded length are printed a page at a time. */
  readonly pageByPage?: boolean
}

/** What was asked, to be said again: the values that are text, escaped. */
export type Texts = Readonly<Record<string, string>>

/** The answer without what a dry run answers. */
export type Shown<N extends OperationName> = Exclude<Answer<N>, { readonly dry_run: true }>

export function api<N extends OperationName>(program: Program, declaration: Declaration<N>): void {
  const operation: Operation = OPERATIONS[declaration.operation]
  const plan = planOf(operation, declaration)
  const own = [...plan.options, ...(declaration.more ?? [])]
  const options = declaration.loses ? [...own, new Option('--yes', 'do not ask')] : own
  declare(program, {
    path: operation.command!,
    summary: operation.summary,
    arguments: plan.arguments,
    options,
    examples: declaration.examples,
    question: declaration.exit !== undefined,
    run: (context, typed) =>
      perform(context, declaration, plan.valuesOf(typed, context.terminal.now()), typed),
  })
}

async function perform<N extends OperationName>(
  context: Context,
  declaration: Declaration<N>,
  typed: Values,
  { arguments: words, options }: Typed,
): Promise<Exit | undefined> {
  const operation: Operation = OPERATIONS[declaration.operation]
  const filled = { ...declaration.defaults, ...typed }
  const values = (await declaration.prepare?.(filled, words, context, options)) ?? filled
  const args = await requestOf(context, operation, values)
  const call = (asked: Values): Promise<Answer<N>> => context.connection().ask(declaration.operation, asked)
  const texts = escapeAll(Object.fromEntries(Object.entries(values).filter(isText)))
  // A preview has its own words; whatever else arrives is what the operation answers.
  const view = (shown: Answer<N>): View => declaration.view(shown as Shown<N>, texts, context)
  if (operation.writes !== undefined && 'dry_run' in operation.query.shape) {
    const question = declaration.loses?.(texts)
    const { preview } = declaration
    return write(context, { call, args, question, yes: options['yes'] === true, view, preview })
  }
  const answer = await everyPage(context, call, args, declaration.pageByPage ?? false)
  const instead = declaration.instead?.(answer, args, context, options)
  if (instead !== undefined) return instead
  context.print(answer, view)
  const aside = declaration.aside?.(escapeAll(answer) as Shown<N>)
  if (aside !== undefined) context.say(aside)
  return declaration.exit?.(answer as Shown<N>)
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}

/** Sorts the values into the path, the query and the body. */
async function requestOf(context: Context, operation: Operation, values: Values): Promise<Values> {
  const body: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  const inBody = new Set(Object.keys(operation.body?.shape ?? {}))
  for (const [name, value] of Object.entries(values)) (inBody.has(name) ? body : rest)[name] = value
  if ('organization' in operation.params.shape)
    rest['organization'] = await context.connection().organization()
  return operation.body === undefined ? rest : { ...rest, body }
}
