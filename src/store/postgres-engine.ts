/** The store for several replicas. Statements of one step are sent in order on one connection, then awaited together. */
import { type PoolClient, type QueryResult, types } from 'pg'
import { Builder } from './builder.ts'
import type { Durability, Engine, Trace, Transacted, Transaction } from './engine.ts'
import { Conflict, StoreFault } from './fault.ts'
import { CHANNEL, type Ear, Listener } from './notifications.ts'
import { type Ask, answered, Connections, IDLE_IN_TRANSACTION, LOCK_WAIT } from './postgres-connections.ts'
import { isDeadlock, meaningOf } from './postgres-faults.ts'
import { Hosts } from './postgres-hosts.ts'
import { connectionOptions } from './postgres-server.ts'
import {
  bind,
  isAsExpected,
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
const ANNOUNCE = 'select pg_notify($1, hint) from json_array_elements_text($2::json) as hint'
/** So often a transaction may begin that the server ends because another one waits for it. */
const DEADLOCKS = 3

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
  readonly #hosts: Hosts
  readonly #connections: Connections
  /** Of its own for what cannot wait behind changes: whether this replica is fresh. */
  readonly #watch: Connections
  readonly #trace: Trace | undefined
  readonly #names = new Map<string, string>()

  private constructor(hosts: Hosts, options: object, trace: Trace | undefined) {
    this.#hosts = hosts
    this.#trace = trace
    const config = {
      types: TYPES,
      pipeline: true,
      lock_timeout: LOCK_WAIT,
      // A replica that stands still in the middle of a change does not hold up the others for longer.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
      ...options,
    }
    this.#connections = new Connections(hosts, CONNECTIONS, config)
    this.#watch = new Connections(hosts, 1, config)
  }

  static async open(databaseUrl: string, trace?: Trace): Promise<PostgresEngine> {
    const hosts = new Hosts(databaseUrl)
    return new PostgresEngine(hosts, await connectionOptions(hosts), trace)
  }

  async rows(statement: Statement, within?: number): Promise<readonly Row[]> {
    const [from, ask] = within === undefined ? [this.#connections, {}] : [this.#watch, { within }]
    const { rows } = await from.use(async (client) => this.#run(client, statement, ask))
    return rows
  }

  async consistent<T>(reads: () => Reads<T>): Promise<T> {
    return this.#connections.use(async (client) => {
      await answered(client, { text: 'begin isolation level repeatable read read only' })
      const steps = reads()
      let step = steps.next()
      while (!step.done) step = steps.next(await this.#arrays(client, step.value))
      await answered(client, { text: 'commit' })
      return step.value
    })
  }

  async transaction<T>(steps: () => Steps<T>, options: Transaction<T> = {}): Promise<Transacted<T>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#transact(steps, options)
      } catch (error) {
        if (!isDeadlock(error) || tries === DEADLOCKS) throw error
      }
    }
  }

  async #transact<T>(
    steps: () => Steps<T>,
    { announce, unhurried = false, before }: Transaction<T>,
  ): Promise<Transacted<T>> {
    const ask = { unhurried }
    return this.#connections.use(
      async (client) => {
        const begun = this.#control(client, 'begin', ask)
        begun.catch(() => {})
        if (unhurried) await answered(client, { text: 'set local lock_timeout = 0' })
        if (before !== undefined) {
          await Promise.all([begun, this.#runStep(client, before.locks, ask)])
          await before.run()
        }
        const value = await this.#runAll(client, steps(), begun, ask)
        try {
          const committed = this.#control(client, 'commit', ask)
          this.#announce(client, announce?.(value) ?? [])
          const { command } = await committed
          if (command !== 'COMMIT') throw new StoreFault('drift', `the commit was answered by ${command}`)
          return { state: 'committed', value }
        } catch (error) {
          return { state: 'unknown', value, error: meaningOf(error) }
        }
      },
      (ended) => ended.state === 'committed',
    )
  }

  listen(ear: Ear): Listener {
    return new Listener(this.#hosts, ear)
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
    await Promise.all([this.#connections.close(), this.#watch.close()])
  }

  /** What begins with reading travels together with the beginning; nothing is written before that has been answered. */
  async #runAll<T>(client: PoolClient, steps: Steps<T>, begun: Promise<unknown>, ask: Ask): Promise<T> {
    let step = steps.next()
    if (!step.done && step.value.every(({ sql }) => sql.startsWith('select'))) {
      const [, first] = await Promise.all([begun, this.#runStep(client, step.value, ask)])
      step = steps.next(first)
    }
    await begun
    while (!step.done) step = steps.next(await this.#runStep(client, step.value, ask))
    return step.value
  }

  /** The first failure is the cause; those behind it only say that the transaction is aborted. */
  async #runStep(client: PoolClient, writes: readonly Write[], ask: Ask): Promise<Result[]> {
    const settled = await Promise.allSettled(writes.map((write) => this.#run(client, write, ask)))
    return settled.map((result, index) => {
      if (result.status === 'rejected') throw result.reason
      const write = writes[index]!
      if (!isAsExpected(write, result.value)) throw new Conflict(write.one!)
      return result.value
    })
  }

  async #run(client: PoolClient, { sql, parameters }: Statement, ask: Ask): Promise<Result> {
    this.#trace?.(sql)
    const name = this.#nameOf(sql)
    const query = { text: sql, values: bind(parameters), ...(name && { name }) }
    const { rows, rowCount } = await answered<Row>(client, query, ask)
    return { rows, changes: rowCount ?? 0 }
  }

  async #arrays(client: PoolClient, { sql, parameters }: Statement): Promise<Value[][]> {
    const query = { text: sql, values: bind(parameters), rowMode: 'array' } as const
    return (await answered<Value[]>(client, query)).rows
  }

  async #control(client: PoolClient, sql: 'begin' | 'commit', ask: Ask): Promise<QueryResult> {
    this.#trace?.(sql)
    return answered(client, { text: sql }, ask)
  }

  /**
   * Sent right behind the commit, not inside the transaction: a notification inside holds one lock for all databases of
   * the server until the commit is on disk and on the standby, so that no two changes could commit together. A hint that
   * is lost costs the wait for the next poll.
   */
  #announce(client: PoolClient, hints: readonly string[]): void {
    if (hints.length === 0) return
    const values = [CHANNEL, JSON.stringify(hints)]
    answered(client, { name: 'compartment_announce', text: ANNOUNCE, values }).catch(() => {})
  }

  /** Prepared once per connection under this name; the first few hundred shapes, so that no connection fills up. */
  #nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known !== undefined || this.#names.size >= NAMED) return known
    const name = `compartment_${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }
}

function safeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new StoreFault('value', `this number is too large: ${text}`)
  return number
}
