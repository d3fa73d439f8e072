/** Opens a store: embedded in a data directory, on a PostgreSQL server, or in memory. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Compilable } from 'kysely'
import type { Builder, Dialect } from './builder.ts'
import type { Durability, Engine, Trace } from './engine.ts'
import { GroupCommit } from './group-commit.ts'
import { Holding } from './holding.ts'
import { migrate } from './migrations/migrate.ts'
import type { Ear, Listening } from './notifications.ts'
import { PostgresEngine } from './postgres-engine.ts'
import { SqliteEngine } from './sqlite-engine.ts'
import type { Reads, Write } from './statement.ts'
import type { Change, CommitOutcome } from './unit-of-work.ts'

export type StoreOptions = (
  | { readonly dataDirectory: string }
  | { readonly databaseUrl: string }
  | { readonly memory: true }
) & {
  /** Called with each statement before it runs: for logs, and for faults in tests. */
  readonly trace?: Trace
}

/** Name of the embedded store's file inside its data directory. */
const DATABASE_FILE = 'compartment.db'

export class Store {
  readonly #engine: Engine
  readonly #group: GroupCommit
  readonly #holding: Holding

  constructor(engine: Engine) {
    this.#engine = engine
    this.#group = new GroupCommit(engine)
    this.#holding = new Holding(engine)
  }

  get dialect(): Dialect {
    return this.#engine.dialect
  }

  /** Compiles statements; what it builds runs only through this store. */
  get build(): Builder {
    return this.#engine.build
  }

  /** @param within milliseconds after which no answer is a fault; for what cannot wait */
  async rows<T>(query: Compilable<T>, within?: number): Promise<readonly T[]> {
    return (await this.#engine.rows(query.compile(), within)) as readonly T[]
  }

  async first<T>(query: Compilable<T>): Promise<T | undefined> {
    const [row] = await this.rows(query)
    return row
  }

  /** All reads see the same committed state. */
  async consistent<T>(reads: () => Reads<T>): Promise<T> {
    return this.#engine.consistent(reads)
  }

  /** The only way to write an organization. */
  async commit(change: Change): Promise<CommitOutcome> {
    return this.#group.commit(change)
  }

  /**
   * The same for organizations that others change all the time: nobody else changes them while the change is made.
   * @param make reads what it needs anew; `undefined`: there is nothing to write. What it throws is thrown
   * @returns `undefined` where there was nothing to write
   */
  async commitHolding(
    organizations: readonly string[],
    make: () => Promise<Change | undefined>,
  ): Promise<CommitOutcome | undefined> {
    return this.#holding.commit(organizations, make)
  }

  /** Writes side tables alone, in one transaction. */
  async write(extra: readonly Write[]): Promise<CommitOutcome> {
    return this.#group.commit({ batches: [], extra })
  }

  /** Hears what other replicas have committed: soon, or not at all. Polling stays necessary. */
  listen(ear: Ear): Listening {
    return this.#engine.listen(ear)
  }

  /** What the writing connection says about the durability of acknowledged writes. */
  async durability(): Promise<Durability> {
    return this.#engine.durability()
  }

  async close(): Promise<void> {
    await this.#group.close()
    await this.#engine.close()
  }
}

/** Opens, checks what durability rests on, and brings the tables to this program's version. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await openEngine(options)
  try {
    await migrate(engine)
  } catch (error) {
    await engine.close()
    throw error
  }
  return new Store(engine)
}

/** The engine below a store, its tables as they are found. */
export async function openEngine(options: StoreOptions): Promise<Engine> {
  const { trace } = options
  if ('databaseUrl' in options) return PostgresEngine.open(options.databaseUrl, trace)
  return new SqliteEngine('memory' in options ? ':memory:' : databaseFile(options.dataDirectory), trace)
}

/** Nobody but the owner reads the directory or the file; the log files beside it take over the file's mode. */
function databaseFile(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const file = join(directory, DATABASE_FILE)
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  return file
}
