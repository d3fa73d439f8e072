/** The contract’s shapes as people read them: an object a line per field, shapes that several share by their name. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { jsonSchema } from '../../src/http/openapi/schemas.ts'

export type Shape = z.ZodType
type Way = 'input' | 'output'

/** As much of a zod schema as is read here. */
type Def = {
  readonly type: string
  readonly innerType?: Shape
  readonly element?: Shape
  readonly options?: readonly Shape[]
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly valueType?: Shape
  readonly in?: Shape
}

const FOLDER = join(import.meta.dirname, '../../src/contract/shapes')
const MODULES = await Promise.all(
  readdirSync(FOLDER)
    .toSorted()
    .map(async (name) => (await import(join(FOLDER, name))) as object),
)

/** Shapes with a name of their own that are worth a heading: objects, and choices of several. */
export const NAMED: ReadonlyMap<Shape, string> = new Map(
  MODULES.flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Shape] => isShape(entry[1]))
    .filter(([, shape]) => isWorthNaming(shape))
    .map(([name, shape]) => [shape, name]),
)

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && 'safeParse' in value
}

function isWorthNaming(shape: Shape): boolean {
  const { type, entries = {}, options = [] } = defOf(shape)
  if (type === 'object') return Object.keys(fieldsOf(shape)).length > 1
  return Object.keys(entries).length > 8 || (type === 'union' && options.length > 1)
}

function defOf(shape: Shape): Def {
  return shape.def
}

export function fieldsOf(shape: Shape): Readonly<Record<string, Shape>> {
  return (shape as z.ZodObject).shape
}

/** The shape behind `optional`, `nullable`, `default`, and what they say. */
export function unwrapped(shape: Shape): {
  inner: Shape
  optional: boolean
  nullable: boolean
  text: string
} {
  let [inner, optional, nullable, text] = [shape, false, false, shape.description ?? '']
  for (let def = defOf(inner); def.innerType !== undefined && !NAMED.has(inner); def = defOf(inner)) {
    if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault') optional = true
    if (def.type === 'nullable') nullable = true
    inner = def.innerType
    text ||= inner.description ?? ''
  }
  return { inner, optional, nullable, text }
}

/** @param names collects the named shapes that it mentions */
export function typeText(shape: Shape, way: Way, names: Set<string> = new Set(), depth = 0): string {
  const { inner, nullable } = unwrapped(shape)
  const name = NAMED.get(inner)
  if (name !== undefined) names.add(name)
  return `${name ?? bodyText(inner, way, names, depth)}${nullable ? ' | null' : ''}`
}

/** The same, of a named shape too. */
export function bodyText(shape: Shape, way: Way, names: Set<string>, depth = 0): string {
  const def = defOf(shape)
  switch (def.type) {
    case 'object':
      return objectText(shape, way, names, depth)
    case 'array': {
      const element = typeText(def.element!, way, names, depth)
      return element.includes(' | ') && !element.includes('\n') ? `(${element})[]` : `${element}[]`
    }
    case 'union':
      return def.options!.map((option) => typeText(option, way, names, depth)).join(' | ')
    case 'record':
      return `{ [name]: ${typeText(def.valueType!, way, names, depth)} }`
    case 'enum':
      return choices(Object.values(def.entries!), depth)
    case 'literal':
      return def.values!.map((value) => JSON.stringify(value)).join(' | ')
    case 'number':
      return jsonSchema(shape, way)['type'] === 'integer' ? 'integer' : 'number'
    case 'pipe':
      // What a query has in place of a boolean.
      return defOf(def.in!).type === 'string' ? 'boolean' : typeText(def.in!, way, names, depth)
    case 'string':
      return jsonSchema(shape, way)['format'] === 'date-time' ? 'time' : 'string'
    case 'boolean':
      return 'boolean'
    default:
      return 'any'
  }
}

function choices(values: readonly string[], depth: number): string {
  const all = values.map((value) => JSON.stringify(value))
  if (all.length <= 8) return all.join(' | ')
  const pad = '  '.repeat(depth + 1)
  const rows: string[] = []
  for (const value of all) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + value.length < 95) rows[rows.length - 1] = `${last} | ${value}`
    else rows.push(value)
  }
  return `\n${rows.map((row) => `${pad}${row}`).join(' |\n')}`
}

function objectText(shape: Shape, way: Way, names: Set<string>, depth: number): string {
  const pad = '  '.repeat(depth + 1)
  const lines = Object.entries(fieldsOf(shape)).map(([name, field]) => {
    const { optional } = unwrapped(field)
    const open = optional && !(way === 'output' && isDefaulted(field))
    const note = notes(field, way).join('; ')
    return `${pad}${name}${open ? '?' : ''}: ${typeText(field, way, names, depth + 1)}${note && `  // ${note}`}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function isDefaulted(field: Shape): boolean {
  return ['default', 'prefault'].includes(defOf(field).type)
}

/** What else is to be said of a field: what it means, how long it may be, what it is where it is left out. */
export function notes(field: Shape, way: Way): string[] {
  const { inner, text } = unwrapped(field)
  const schema = NAMED.has(inner) || defOf(inner).type === 'object' ? {} : jsonSchema(inner, way)
  const usual = defOf(field).type === 'default' ? jsonSchema(field, way)['default'] : undefined
  return [
    text,
    way === 'input' ? limits(schema) : '',
    usual === undefined ? '' : `${JSON.stringify(usual)} where it is left out`,
  ].filter(Boolean)
}

function limits(schema: Readonly<Record<string, unknown>>): string {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema as Record<
    string,
    number | undefined
  >
  if (maxLength !== undefined) return `${minLength ?? 0} to ${grouped(maxLength)} characters`
  if (maxItems !== undefined) return `${minItems ?? 0} to ${grouped(maxItems)} items`
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  if (least && most) return `${grouped(minimum)} to ${grouped(maximum)}`
  return most ? `at most ${grouped(maximum)}` : least ? `at least ${grouped(minimum)}` : ''
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
