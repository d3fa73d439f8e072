/** One connection to SQLite: opened with the settings that durability rests on, statements prepared once. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Trace } from './engine.ts'
import { StoreFault } from './fault.ts'
import { bind, type Result, type Row, type Statement, type Value } from './statement.ts'

export type HandleOptions = {
  /** A path, or `:memory:`. */
  readonly file: string
  readonly readOnly?: boolean
  readonly trace?: Trace
}

/** The first version without the WAL-reset bug. */
const OLDEST = [3, 51, 3] as const
const BUSY_TIMEOUT = 5000
const PREPARED = 400

type Prepared = { readonly statement: StatementSync; readonly reads: boolean }

export class Handle {
  readonly #database: DatabaseSync
  readonly #trace: Trace | undefined
  readonly #prepared = new Map<string, Prepared>()

  constructor({ file, readOnly = false, trace }: HandleOptions) {
    this.#database = new DatabaseSync(file, {
      readOnly,
      timeout: BUSY_TIMEOUT,
      enableForeignKeyConstraints: true,
    })
    this.#trace = trace
    try {
      this.#configure(file, readOnly)
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  run({ sql, parameters }: Statement): Result {
    this.#trace?.(sql)
    const { statement, reads } = this.#prepare(sql, false)
    const values = bind(parameters)
    if (reads) return { rows: statement.all(...values) as unknown as Row[], changes: 0 }
    return { rows: [], changes: Number(statement.run(...values).changes) }
  }

  /** Rows as arrays of values, in the order of the statement's columns. */
  arrays({ sql, parameters }: Statement): Value[][] {
    this.#trace?.(sql)
    return this.#prepare(sql, true).statement.all(...bind(parameters)) as unknown as Value[][]
  }

  exec(sql: string): void {
    this.run({ sql, parameters: [] })
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  pragma(name: string): Value {
    return Object.values(this.#database.prepare(`pragma ${name}`).get() ?? {})[0] as Value
  }

  version(): string {
    return String(this.#database.prepare('select sqlite_version() as version').get()!.version)
  }

  close(): void {
    this.#prepared.clear()
    if (this.#database.isOpen) this.#database.close()
  }

  #prepare(sql: string, arrays: boolean): Prepared {
    const key = arrays ? `arrays ${sql}` : sql
    const known = this.#prepared.get(key)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    if (arrays) statement.setReturnArrays(true)
    const prepared = { statement, reads: statement.columns().length > 0 }
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size >= PREPARED && oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(key, prepared)
    return prepared
  }

  /**
   * A WAL database falls back to `NORMAL` on each connection that does not say otherwise, and then loses acknowledged
   * writes at a power cut: said, and asked again.
   */
  #configure(file: string, readOnly: boolean): void {
    const version = this.version()
    if (isOlder(version)) {
      throw new StoreFault(
        'unsupported',
        `SQLite ${version} is too old: ${OLDEST.join('.')} or newer is needed`,
      )
    }
    if (file !== ':memory:' && !readOnly) this.#database.exec('pragma journal_mode = wal')
    this.#database.exec('pragma synchronous = full')
    if (file !== ':memory:') this.#expect('journal_mode', 'wal')
    this.#expect('synchronous', 2)
    this.#expect('foreign_keys', 1)
    this.#expect('busy_timeout', BUSY_TIMEOUT)
  }

  #expect(name: string, wanted: Value): void {
    const actual = this.pragma(name)
    if (actual === wanted) return
    throw new StoreFault('unsupported', `SQLite keeps ${name} at ${actual}: ${wanted} is needed`)
  }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const at = OLDEST.findIndex((part, index) => part !== parts[index])
  return at >= 0 && (parts[at] ?? 0) < OLDEST[at]!
}
