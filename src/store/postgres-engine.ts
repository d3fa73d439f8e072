/** The store for several replicas. Statements of one step are sent in order on one connection, then awaited together. */
import { Pool, type PoolClient, type QueryResult, types } from 'pg'
import { Builder } from './builder.ts'
import type { Durability, Engine, Trace, Transacted } from './engine.ts'
import { Conflict, StoreFault } from './fault.ts'
import { meaningOf } from './postgres-faults.ts'
import { connectionOptions } from './postgres-server.ts'
import {
  bind,
  type Reads,
  type Result,
  type Row,
  type Statement,
  type Steps,
  type Value,
  type Write,
} from './statement.ts'

const INT8 = 20
const CONNECTIONS = 10
const NAMED = 400

/** Text is compared byte by byte in our columns; numbers of 8 bytes arrive as text and become safe integers. */
const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? safeInteger : parserOf(oid, format),
}

/** The driver types its object ids as a closed list; the server's are open. */
const parserOf = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown

export class PostgresEngine implements Engine {
  readonly dialect = 'postgresql'
  readonly build = new Builder('postgresql')
  readonly #pool: Pool
  readonly #trace: Trace | undefined
  readonly #names = new Map<string, string>()

  private constructor(pool: Pool, trace: Trace | undefined) {
    this.#pool = pool
    this.#trace = trace
  }

  static async open(databaseUrl: string, trace?: Trace): Promise<PostgresEngine> {
    const options = await connectionOptions(databaseUrl)
    const pool = new Pool({
      connectionString: databaseUrl,
      max: CONNECTIONS,
      types: TYPES,
      pipeline: true,
      ...options,
    })
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    return new PostgresEngine(pool, trace)
  }

  async rows(statement: Statement): Promise<readonly Row[]> {
    const { rows } = await this.#using(async (client) => this.#run(client, statement))
    return rows
  }

  async consistent<T>(reads: () => Reads<T>): Promise<T> {
    return this.#using(async (client) => {
      await client.query('begin isolation level repeatable read read only')
      const steps = reads()
      let step = steps.next()
      while (!step.done) step = steps.next(await this.#arrays(client, step.value))
      await client.query('commit')
      return step.value
    })
  }

  async transaction<T>(steps: () => Steps<T>): Promise<Transacted<T>> {
    return this.#using(
      async (client) => {
        await this.#control(client, 'begin')
        const value = await this.#runAll(client, steps())
        try {
          const { command } = await this.#control(client, 'commit')
          if (command !== 'COMMIT') throw new StoreFault('drift', `the commit was answered by ${command}`)
          return { state: 'committed', value }
        } catch (error) {
          return { state: 'unknown', value, error: meaningOf(error) }
        }
      },
      (ended) => ended.state === 'committed',
    )
  }

  async settle(): Promise<void> {}

  async durability(): Promise<Durability> {
    const [row] = await this.rows({
      sql: `select current_setting('synchronous_commit') as committed, current_setting('fsync') as fsync,
        current_setting('server_version') as version`,
      parameters: [],
    })
    const { committed, fsync, version } = row!
    return {
      dialect: 'postgresql',
      synchronousCommit: String(committed),
      fsync: String(fsync),
      version: String(version),
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #runAll<T>(client: PoolClient, steps: Steps<T>): Promise<T> {
    let step = steps.next()
    while (!step.done) step = steps.next(await this.#runStep(client, step.value))
    return step.value
  }

  /** The first failure is the cause; those behind it only say that the transaction is aborted. */
  async #runStep(client: PoolClient, writes: readonly Write[]): Promise<Result[]> {
    const settled = await Promise.allSettled(writes.map((write) => this.#run(client, write)))
    return settled.map((result, index) => {
      if (result.status === 'rejected') throw result.reason
      const expected = writes[index]!.one
      if (expected !== undefined && result.value.changes !== 1) throw new Conflict(expected)
      return result.value
    })
  }

  async #run(client: PoolClient, { sql, parameters }: Statement): Promise<Result> {
    this.#trace?.(sql)
    const name = this.#nameOf(sql)
    const answer = await client.query<Row>({ text: sql, values: bind(parameters), ...(name && { name }) })
    return { rows: answer.rows, changes: answer.rowCount ?? 0 }
  }

  async #arrays(client: PoolClient, { sql, parameters }: Statement): Promise<Value[][]> {
    const answer = await client.query<Value[]>({ text: sql, values: bind(parameters), rowMode: 'array' })
    return answer.rows
  }

  async #control(client: PoolClient, sql: 'begin' | 'commit'): Promise<QueryResult> {
    this.#trace?.(sql)
    return client.query(sql)
  }

  /** Prepared once per connection under this name; the first few hundred shapes, so that no connection fills up. */
  #nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known !== undefined || this.#names.size >= NAMED) return known
    const name = `compartment_${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }

  /** Gives the connection back; one that failed, or whose end is not `good`, is closed instead. */
  async #using<T>(
    work: (client: PoolClient) => Promise<T>,
    good: (value: T) => boolean = () => true,
  ): Promise<T> {
    let client: PoolClient
    try {
      client = await this.#pool.connect()
    } catch (error) {
      throw meaningOf(error)
    }
    try {
      const value = await work(client)
      client.release(!good(value))
      return value
    } catch (caught) {
      const error = meaningOf(caught)
      client.release(!(await this.#rolledBack(client, error)))
      throw error
    }
  }

  async #rolledBack(client: PoolClient, error: Error): Promise<boolean> {
    if (error instanceof StoreFault && error.code !== 'busy' && error.code !== 'value') return false
    try {
      await client.query('rollback')
      return true
    } catch {
      return false
    }
  }
}

function safeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new StoreFault('value', `this number is too large: ${text}`)
  return number
}
