/** What can go wrong with a store, as a closed list; answers to callers are values (`CommitOutcome`), not these. */

/**
 * - `busy`: another writer held the lock for too long · `full`: no space · `io`: the disk failed
 * - `corrupt`: the file is damaged · `unavailable`: the server cannot be reached
 * - `newer`: the database was written by a newer program · `unsupported`: this store cannot keep what is promised
 * - `value`: a value that no column holds · `drift`: the tables are not what the journal says they are
 */
export type FaultCode =
  | 'busy'
  | 'full'
  | 'io'
  | 'corrupt'
  | 'unavailable'
  | 'newer'
  | 'unsupported'
  | 'value'
  | 'drift'

export class StoreFault extends Error {
  readonly code: FaultCode

  constructor(code: FaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StoreFault'
    this.code = code
  }
}

/** A unique constraint stood in the way, or a row that had to be there was not. Same words on both stores. */
export class Conflict extends Error {
  /** `table.column`, or `table.column,column`; for a missing row, what the statement said. */
  readonly constraint: string

  constructor(constraint: string) {
    super(`conflict on ${constraint}`)
    this.name = 'Conflict'
    this.constraint = constraint
  }
}
