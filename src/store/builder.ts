/**
 * Kysely as a compiler of SQL for both stores: it never runs anything, so no statement can escape the unit of work
 * (an outer query inside a transaction would hang on SQLite and silently run outside it on PostgreSQL).
 */
import {
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Statement, Value } from './statement.ts'
import type { Tables } from './tables.ts'

export type Dialect = 'sqlite' | 'postgresql'

type TableName = keyof Tables
/** Any one table: the typed methods below have checked its columns. */
type Loose = { table: Record<string, Value> }

/**
 * Statements for one dialect: `from` for free queries, and the four shapes that projections use, each compiled once.
 */
export class Builder {
  readonly dialect: Dialect
  /** Compiles only; run the result through the store. */
  readonly from: Kysely<Tables>
  readonly #loose: Kysely<Loose>
  readonly #compiled = new Map<string, string>()

  constructor(dialect: Dialect) {
    this.dialect = dialect
    this.from = compiler(dialect)
    this.#loose = this.from as unknown as Kysely<Loose>
  }

  insert<T extends TableName>(table: T, row: Tables[T]): Statement {
    return this.#shape(`insert ${table}`, [row], () => this.#loose.insertInto(any(table)).values(loose(row)))
  }

  /** Inserts the row, or brings the one with the same key to it. */
  put<T extends TableName>(table: T, key: readonly (keyof Tables[T] & string)[], row: Tables[T]): Statement {
    const isKey = new Set<string>(key)
    return this.#shape(`put ${table} ${key.join()}`, [row], () => {
      const rest = Object.keys(row).filter((column) => !isKey.has(column))
      const insert = this.#loose.insertInto(any(table)).values(loose(row))
      return insert.onConflict((conflict) => {
        const taken = conflict.columns(key)
        if (rest.length === 0) return taken.doNothing()
        return taken.doUpdateSet((eb) =>
          Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}`)])),
        )
      })
    })
  }

  update<T extends TableName>(table: T, where: Partial<Tables[T]>, set: Partial<Tables[T]>): Statement {
    return this.#shape(`update ${table}`, [set, where], () => {
      const update = this.#loose.updateTable(any(table)).set(loose(set))
      return update.where((eb) => eb.and(loose(where)))
    })
  }

  remove<T extends TableName>(table: T, where: Partial<Tables[T]>): Statement {
    return this.#shape(`remove ${table}`, [where], () =>
      this.#loose.deleteFrom(any(table)).where((eb) => eb.and(loose(where))),
    )
  }

  /** A query whose SQL never changes, compiled once under a name. */
  once(name: string, parameters: readonly Value[], query: () => { compile(): Statement }): Statement {
    let sql = this.#compiled.get(name)
    if (sql === undefined) this.#compiled.set(name, (sql = query().compile().sql))
    return { sql, parameters }
  }

  /** Takes the install-wide lock of that name until the transaction ends; SQLite has one writer anyway. */
  lock(name: string): readonly Statement[] {
    if (this.dialect === 'sqlite') return []
    const sql = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'
    return [{ sql, parameters: [`compartment:${name}`] }]
  }

  /** Compiled once per shape: the SQL depends on the names of the columns alone, the values are given in order. */
  #shape(name: string, parts: readonly object[], build: () => { compile(): Statement }): Statement {
    const key = `${name}|${parts.map((part) => Object.keys(part).join()).join('|')}`
    const values = parts.flatMap((part) => Object.values(part) as Value[])
    return this.once(key, values, build)
  }
}

function any(table: TableName): 'table' {
  return table as 'table'
}

function loose(row: object): Record<string, Value> {
  return row as Record<string, Value>
}

function compiler(dialect: Dialect): Kysely<Tables> {
  const sqlite = dialect === 'sqlite'
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => (sqlite ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => REFUSING,
      createIntrospector: (db) => (sqlite ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
      createQueryCompiler: () => (sqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
  })
}

async function refuse(): Promise<never> {
  throw new Error('this query builder compiles only: run the statement through the store')
}

const REFUSING: Driver = {
  init: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: () => Promise.resolve(),
}
