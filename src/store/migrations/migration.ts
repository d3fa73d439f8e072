/** What a migration is: a number, a name, and statements for either dialect. One that was released never changes. */
import type { Dialect } from '../builder.ts'

export type Migration = {
  readonly number: number
  readonly name: string
  readonly statements: (dialect: Dialect) => readonly string[]
}

/** A column: its name, and `text`, `integer` (32 bits, flags and counts) or `bigint` (instants, sequences). */
type Column = readonly [name: string, type: 'text' | 'integer' | 'bigint', rest?: string]

/**
 * `create table`: columns are `not null` unless they say `null`; text compares byte by byte on both stores; on SQLite
 * types are enforced (`strict`), and rows live in the primary key's tree.
 */
export function table(
  dialect: Dialect,
  name: string,
  columns: readonly Column[],
  key: readonly string[],
  constraints: readonly string[] = [],
): string {
  const types =
    dialect === 'sqlite'
      ? { text: 'text', integer: 'integer', bigint: 'integer' }
      : { text: 'text collate "C"', integer: 'integer', bigint: 'bigint' }
  const lines = columns.map(([column, type, rest = 'not null']) => `"${column}" ${types[type]} ${rest}`)
  lines.push(`primary key (${quoted(key)})`, ...constraints)
  return `create table "${name}" (${lines.join(', ')})${dialect === 'sqlite' ? ' without rowid, strict' : ''}`
}

export function index(name: string, on: string, columns: readonly string[]): string {
  return `create index "${name}" on "${on}" (${quoted(columns)})`
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
