/** Where the fields of an operation go: which are arguments, which are options, and what was typed for each. */
import type { Argument, Option } from 'commander'
import type { Operation } from '../contract/operation.ts'
import type { Typed } from './command.ts'
import { type Field, fieldsOf } from './fields.ts'
import { argumentFor, optionFor, valueOf } from './options.ts'
import type { Values } from './write.ts'

/** What a command says about the places of its fields. */
export type Placing = {
  /** Fields that are arguments, in order; the path's by default. A `?` at the end: may be left out. */
  readonly arguments?: readonly string[]
  /** In place of arguments that are fields: read by the command itself. */
  readonly typed?: readonly Argument[]
  /** Fields that the command itself supplies: they are neither argument nor option. */
  readonly without?: readonly string[]
  /** Fields with a value when nothing is typed. */
  readonly defaults?: Values
  /** Fields that must be typed although the operation could do without. */
  readonly mandatory?: readonly string[]
}

type Plan = {
  readonly arguments: readonly Argument[]
  readonly options: readonly Option[]
  /** @param now what times like `30d` count from */
  readonly valuesOf: (typed: Typed, now: Date) => Values
}

export function planOf(operation: Operation, placing: Placing): Plan {
  const fields = fieldsOf(operation)
  const inPath = fields.filter((field) => field.in === 'path').map(({ name }) => name)
  const spelling = placing.typed ? [] : (placing.arguments ?? inPath)
  const positional = spelling.map((spelt) => fields.find(({ name }) => name === spelt.replace(/\?$/, ''))!)
  const taken = new Set([...positional.map(({ name }) => name), ...(placing.without ?? [])])
  const rest = fields.filter(({ name }) => !taken.has(name)).toSorted((a, b) => lateness(a) - lateness(b))
  const options = rest.map((field) => optionFor(field, isMandatory(placing, field)))
  return {
    arguments:
      placing.typed ?? positional.map((field, at) => argumentFor(field, !spelling[at]!.endsWith('?'))),
    options,
    valuesOf: (typed, now) => {
      const raw: [Field, unknown][] = [
        ...positional.map((field, at): [Field, unknown] => [field, typed.arguments[at]]),
        ...rest.map((field, at): [Field, unknown] => [field, typed.options[options[at]!.attributeName()]]),
      ]
      const given = raw.filter(([, value]) => value !== undefined)
      return Object.fromEntries(given.map(([field, value]) => [field.name, valueOf(field, value, now)]))
    },
  }
}

/** What is about the change comes first, what every command has comes last. */
function lateness({ name }: Field): number {
  return [
    'reason',
    'dry_run',
    'accept_impact',
    'override_expectations',
    'q',
    'sort',
    'limit',
    'cursor',
  ].indexOf(name)
}

function isMandatory({ mandatory, defaults = {} }: Placing, field: Field): boolean {
  return (
    mandatory?.includes(field.name) ?? (field.required && field.in === 'body' && !(field.name in defaults))
  )
}
