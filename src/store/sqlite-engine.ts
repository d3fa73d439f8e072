/**
 * The embedded store. A transaction is one synchronous go on one connection: nothing is awaited between `BEGIN` and
 * `COMMIT`, so nothing can come in between. Reads of a file use a connection that cannot write.
 */
import { setImmediate } from 'node:timers/promises'
import { Builder } from './builder.ts'
import type { Durability, Engine, Trace, Transacted, Transaction } from './engine.ts'
import { Conflict, StoreFault } from './fault.ts'
import { DEAF, type Listening } from './notifications.ts'
import { breaksHandle, meaningOf } from './sqlite-faults.ts'
import { Handle } from './sqlite-handle.ts'
import {
  isAsExpected,
  type Reads,
  type Result,
  type Row,
  type Statement,
  type Steps,
  type Value,
  type Write,
} from './statement.ts'

type Handles = { readonly writer: Handle; readonly reader: Handle }

const MEMORY = ':memory:'
const FENCE = `insert into install (key, value) values ('fence', '1')
  on conflict (key) do update set value = cast(cast(value as integer) + 1 as text)`

export class SqliteEngine implements Engine {
  readonly dialect = 'sqlite'
  readonly build = new Builder('sqlite')
  readonly #file: string
  readonly #trace: Trace | undefined
  #handles: Handles | undefined
  #closed = false

  constructor(file: string, trace?: Trace) {
    this.#file = file
    this.#trace = trace
    this.#guarded(() => {})
  }

  async rows(statement: Statement): Promise<readonly Row[]> {
    return this.#guarded(({ reader }) => reader.run(statement).rows)
  }

  async consistent<T>(reads: () => Reads<T>): Promise<T> {
    if (this.#file === MEMORY) return this.#guarded(({ reader }) => readAll(reader, reads()))
    const handle = this.#guarded(() => new Handle({ file: this.#file, readOnly: true }))
    try {
      return await readInTurns(handle, reads())
    } catch (error) {
      throw meaningOf(error)
    } finally {
      handle.close()
    }
  }

  async transaction<T>(steps: () => Steps<T>, { before }: Transaction<T> = {}): Promise<Transacted<T>> {
    await before?.run()
    return this.#guarded(({ writer }) => transact(writer, steps))
  }

  /** Another process at the file is heard of by polling alone. */
  listen(): Listening {
    return DEAF
  }

  /**
   * A commit whose write or fsync failed may lie in the log without being visible, and come alive at the next crash.
   * So: new connections (which recover the log), one more durable write over that place, and the log emptied into
   * the file. Only then is what is read the truth.
   */
  async settle(): Promise<void> {
    if (this.#file === MEMORY) return this.#guarded(({ writer }) => rollBack(writer))
    this.#abandon()
    this.#guarded(({ writer }) => {
      writer.exec(FENCE)
      if (writer.pragma('wal_checkpoint(truncate)') !== 0) throw new StoreFault('busy', 'the log is in use')
    })
  }

  async durability(): Promise<Durability> {
    return this.#guarded(({ writer }) => ({
      dialect: 'sqlite',
      journalMode: String(writer.pragma('journal_mode')),
      synchronous: Number(writer.pragma('synchronous')),
      version: writer.version(),
    }))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#abandon()
  }

  #open(): Handles {
    const writer = new Handle({ file: this.#file, ...(this.#trace && { trace: this.#trace }) })
    if (this.#file === MEMORY) return { writer, reader: writer }
    return { writer, reader: new Handle({ file: this.#file, readOnly: true }) }
  }

  #abandon(): void {
    const handles = this.#handles
    this.#handles = undefined
    handles?.reader.close()
    handles?.writer.close()
  }

  /** Never continues on a broken handle: after an I/O error the next call opens new ones. */
  #guarded<T>(work: (handles: Handles) => T): T {
    if (this.#closed) throw new StoreFault('unavailable', 'the store is closed')
    try {
      return work((this.#handles ??= this.#open()))
    } catch (caught) {
      const error = meaningOf(caught)
      if (breaksHandle(error) && this.#file !== MEMORY) this.#abandon()
      throw error
    }
  }
}

function transact<T>(writer: Handle, steps: () => Steps<T>): Transacted<T> {
  writer.exec('begin immediate')
  let value: T
  try {
    value = runAll(writer, steps())
  } catch (error) {
    rollBack(writer)
    throw error
  }
  try {
    writer.exec('commit')
    return { state: 'committed', value }
  } catch (caught) {
    return { state: 'unknown', value, error: meaningOf(caught) }
  }
}

function rollBack(writer: Handle): void {
  if (writer.inTransaction) writer.exec('rollback')
}

function runAll<T>(writer: Handle, steps: Steps<T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next(step.value.map((write) => runOne(writer, write)))
  return step.value
}

function runOne(writer: Handle, write: Write): Result {
  const result = writer.run(write)
  if (!isAsExpected(write, result)) throw new Conflict(write.one!)
  return result
}

function readAll<T>(reader: Handle, reads: Reads<T>): T {
  let step = reads.next()
  while (!step.done) step = reads.next(reader.arrays(step.value))
  return step.value
}

/** On a connection of its own, so that the event loop can turn between pages. */
async function readInTurns<T>(reader: Handle, reads: Reads<T>): Promise<T> {
  reader.exec('begin')
  let turn = performance.now()
  let step = reads.next()
  while (!step.done) {
    const rows: Value[][] = reader.arrays(step.value)
    step = reads.next(rows)
    if (performance.now() - turn < 10) continue
    await setImmediate()
    turn = performance.now()
  }
  return step.value
}
