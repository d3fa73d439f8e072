/**
 * Makes a command of an operation of the contract: its arguments and options are the operation's fields, its answer is
 * printed through a view. Only what is special about a command is written down with it.
 */
import { type Argument, Option } from 'commander'
import type { Answer } from '../contract/client.ts'
import type { Operation } from '../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../contract/table.ts'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { escapeAll } from './escape.ts'
import type { Exit } from './failure.ts'
import { type Field, fieldsOf } from './fields.ts'
import { argumentFor, optionFor, valueOf } from './options.ts'
import { everyPage } from './pages.ts'
import type { View } from './view.ts'
import { type Values, write } from './write.ts'

type Declaration<N extends OperationName> = {
  readonly operation: N
  /** In place of the operation's command, where one operation serves several. */
  readonly path?: string
  /** Fields that are arguments, in order; the path's by default. A `?` at the end: may be left out. */
  readonly arguments?: readonly string[]
  /** In place of arguments that are fields, for `prepare` to read. */
  readonly typed?: readonly Argument[]
  /** Fields that `prepare` supplies: they are neither argument nor option. */
  readonly without?: readonly string[]
  readonly prepare?: (given: Values, typed: readonly unknown[], context: Context) => Values | Promise<Values>
  /** Fields with a value when nothing is typed. */
  readonly defaults?: Values
  /** Fields that must be typed although the operation could do without. */
  readonly mandatory?: readonly string[]
  readonly examples: readonly string[]
  /** @param shown the answer, escaped; never a preview. @param given what was asked */
  readonly view: (shown: Shown<N>, given: Texts, context: Context) => View
  /** Of a destructive command: what it asks before it does it; names what will be lost. */
  readonly loses?: (given: Texts) => string
  /** Of a question: what the answer means. */
  readonly exit?: (answer: Shown<N>) => Exit
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
  const options = plan.options.map((field) => optionFor(field, isMandatory(declaration, field)))
  if (declaration.loses) options.push(new Option('--yes', 'do not ask'))
  declare(program, {
    path: declaration.path ?? operation.command!,
    summary: operation.summary,
    arguments: declaration.typed ?? plan.arguments.map(({ field, required }) => argumentFor(field, required)),
    options,
    examples: declaration.examples,
    question: declaration.exit !== undefined,
    run: (context, typed) => perform(context, declaration, valuesOf(context, plan, options, typed), typed),
  })
}

type Plan = {
  readonly arguments: readonly { readonly field: Field; readonly required: boolean }[]
  readonly options: readonly Field[]
}

function planOf<N extends OperationName>(operation: Operation, declaration: Declaration<N>): Plan {
  const fields = fieldsOf(operation)
  const inPath = fields.filter((field) => field.in === 'path').map(({ name }) => name)
  const spelling = declaration.typed ? [] : (declaration.arguments ?? inPath)
  const positional = spelling.map((spelt) => {
    const name = spelt.replace(/\?$/, '')
    return { field: fields.find((field) => field.name === name)!, required: name === spelt }
  })
  const taken = new Set([...positional.map(({ field }) => field.name), ...(declaration.without ?? [])])
  const rest = fields.filter(({ name }) => !taken.has(name))
  // What is about the change comes first, what every write has comes last.
  return { arguments: positional, options: rest.toSorted((a, b) => lateness(a) - lateness(b)) }
}

function lateness({ name }: Field): number {
  return ['reason', 'dry_run', 'accept_impact', 'search', 'limit', 'cursor', 'sort'].indexOf(name)
}

function isMandatory<N extends OperationName>(
  { mandatory, defaults }: Declaration<N>,
  field: Field,
): boolean {
  return (
    mandatory?.includes(field.name) ??
    (field.required && field.in === 'body' && !(field.name in (defaults ?? {})))
  )
}

function valuesOf(context: Context, plan: Plan, options: readonly Option[], typed: Typed): Values {
  const now = context.terminal.now()
  const values: Record<string, unknown> = {}
  for (const [at, { field }] of plan.arguments.entries()) {
    const raw = typed.arguments[at]
    if (raw !== undefined) values[field.name] = valueOf(field, raw, now)
  }
  for (const [at, field] of plan.options.entries()) {
    const raw = typed.options[options[at]!.attributeName()]
    if (raw !== undefined) values[field.name] = valueOf(field, raw, now)
  }
  return values
}

async function perform<N extends OperationName>(
  context: Context,
  declaration: Declaration<N>,
  typed: Values,
  { arguments: words, options }: Typed,
): Promise<Exit | undefined> {
  const operation: Operation = OPERATIONS[declaration.operation]
  const filled = { ...declaration.defaults, ...typed }
  const values = (await declaration.prepare?.(filled, words, context)) ?? filled
  const args = await requestOf(context, operation, values)
  const call = (asked: Values): Promise<Answer<N>> => context.connection().ask(declaration.operation, asked)
  const texts = escapeAll(Object.fromEntries(Object.entries(values).filter(isText)))
  // A preview has its own words; whatever else arrives is what the operation answers.
  const view = (shown: Answer<N>): View => declaration.view(shown as Shown<N>, texts, context)
  if (operation.writes !== undefined && 'dry_run' in operation.query.shape) {
    const question = declaration.loses?.(texts)
    await write(context, { call, args, question, yes: options['yes'] === true, view })
    return undefined
  }
  const answer = await everyPage(context, call, args, declaration.pageByPage ?? false)
  context.print(answer, view)
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
