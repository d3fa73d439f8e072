/** What both stores do alike: read rows, read consistently, run the steps of a transaction. */
import type { Builder, Dialect } from './builder.ts'
import type { Ear, Listening } from './notifications.ts'
import type { Reads, Row, Statement, Steps } from './statement.ts'

/**
 * How a transaction ended. `unknown`: the commit itself failed, so it may or may not be there; `settle` the engine
 * and read again before answering.
 */
export type Transacted<T> =
  | { readonly state: 'committed'; readonly value: T }
  | { readonly state: 'unknown'; readonly value: T; readonly error: Error }

export type Transaction<T> = {
  /** What other replicas are told once this is committed; they hear it soon, or not at all. */
  readonly announce?: (value: T) => readonly string[]
  /** Waits for the database as long as it takes. */
  readonly unhurried?: boolean
  /**
   * Runs in the transaction, before its steps and behind these locks, and may wait for anything but another such
   * transaction. SQLite, where nothing may be awaited inside, runs it before the transaction.
   */
  readonly before?: { readonly locks: readonly Statement[]; readonly run: () => Promise<void> }
}

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

  /** @param within milliseconds after which no answer is a fault */
  rows(statement: Statement, within?: number): Promise<readonly Row[]>

  /** All statements see the same committed state. */
  consistent<T>(reads: () => Reads<T>): Promise<T>

  /**
   * Begins, runs the steps, commits.
   * @throws what the steps threw, a `Conflict`, or a `StoreFault`: nothing was written then
   */
  transaction<T>(steps: () => Steps<T>, more?: Transaction<T>): Promise<Transacted<T>>

  /** Hears what other replicas announce, where the store has replicas. */
  listen(ear: Ear): Listening

  /** After an unknown commit: leaves the broken handle and makes sure that what can be read now stays. */
  settle(): Promise<void>

  /** What the store promises about acknowledged writes, asked of a live writing connection. */
  durability(): Promise<Durability>

  close(): Promise<void>
}
