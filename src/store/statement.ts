/** Statements: compiled SQL with its values, checked before they reach a driver. */
import { StoreFault } from './fault.ts'

/** What a column holds, on both stores. */
export type Value = string | number | null

export type Row = Readonly<Record<string, Value>>

export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] }

/** A statement of a unit of work; with `one`, it must change exactly one row, or `count` rows. */
export type Write = Statement & {
  /** What to report (`conflict`) when not exactly one row changed. */
  readonly one?: string
  readonly count?: number
  /** Waits for nobody: its rows are touched by this change alone. */
  readonly own?: boolean
  /** What other replicas are told once it is committed. */
  readonly announce?: string
}

export type Result = { readonly rows: readonly Row[]; readonly changes: number }

/**
 * The steps of a transaction, each a list of statements, written once and run on both stores: in one synchronous go
 * on SQLite, awaited on PostgreSQL. Throwing rolls back.
 */
export type Steps<T> = Generator<readonly Write[], T, readonly Result[]>

/** The steps of a consistent read; rows come as arrays of values. */
export type Reads<T> = Generator<Statement, T, Value[][]>

/** A row of such a read as an object again. */
export function rowIn(columns: readonly string[], values: readonly Value[]): object {
  return Object.fromEntries(columns.map((column, at) => [column, values[at]]))
}

/** Whether as many rows changed as had to. */
export function isAsExpected({ one, count = 1 }: Write, { changes }: Result): boolean {
  return one === undefined || changes === count
}

/** The same statement, which must change exactly one row, else the whole unit of work is a conflict. */
export function one(statement: Statement, constraint: string): Write {
  return { sql: statement.sql, parameters: statement.parameters, one: constraint }
}

/**
 * The values as both drivers take them: booleans become 1 and 0.
 * @throws StoreFault `value` for what a driver would silently bend: `undefined`, dates, objects, fractions, numbers
 * beyond 2^53, text with NUL or lone surrogates
 */
export function bind(parameters: readonly unknown[]): Value[] {
  return parameters.map(bound)
}

function bound(value: unknown): Value {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value
  const what = typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value
  throw new StoreFault('value', `cannot store a value of this kind: ${what}`)
}
