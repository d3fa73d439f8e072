/** What both stores do alike: read rows, read consistently, run the steps of a transaction. */
import type { Builder, Dialect } from './builder.ts'
import type { Reads, Row, Statement, Steps } from './statement.ts'

/**
 * How a transaction ended. `unknown`: the commit itself failed, so it may or may not be there; `settle` the engine
 * and read again before answering.
 */
export type Transacted<T> =
  | { readonly state: 'committed'; readonly value: T }
  | { readonly state: 'unknown'; readonly value: T; readonly error: Error }

/** Called with each statement before it runs; what it throws counts as the statement's failure. */
export type Trace = (sql: string) => void

export type Durability =
  | {
      readonly dialect: 'sqlite'
      readonly journalMode: string
      readonly synchronous: number
      readonly version: string
    }
  | {
      readonly dialect: 'postgresql'
      readonly synchronousCommit: string
      readonly fsync: string
      readonly version: string
    }

export type Engine = {
  readonly dialect: Dialect
  readonly build: Builder

  rows(statement: Statement): Promise<readonly Row[]>

  /** All statements see the same committed state. */
  consistent<T>(reads: () => Reads<T>): Promise<T>

  /**
   * Begins, runs the steps, commits.
   * @throws what the steps threw, a `Conflict`, or a `StoreFault`: nothing was written then
   */
  transaction<T>(steps: () => Steps<T>): Promise<Transacted<T>>

  /** After an unknown commit: leaves the broken handle and makes sure that what can be read now stays. */
  settle(): Promise<void>

  /** What the store promises about acknowledged writes, asked of a live writing connection. */
  durability(): Promise<Durability>

  close(): Promise<void>
}
