/**
 * Connections to PostgreSQL: lent for one piece of work, closed after a failure, replaced by ones to the server that takes
 * writes. Whoever waits for the database does so for a limited time; a server that says nothing is as good as gone.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Client, type ClientConfig, Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import { StoreFault } from './fault.ts'
import { meaningOf } from './postgres-faults.ts'
import type { Hosts } from './postgres-hosts.ts'

/** Milliseconds, each longer than the one before, so that the cause gives way before whoever waits for it. */
export const IDLE_IN_TRANSACTION = 5000
export const LOCK_WAIT = 8000
/** For the answer to one statement. */
const PATIENCE = 10_000
const CONNECTING = 5000
const CLOSING = 2000

/** Where each open connection goes. */
const addresses = new WeakMap<object, string>()

/** A client of the driver that goes to wherever the database is when it is made. */
export function clientTo(hosts: Hosts): new (config?: ClientConfig) => Client {
  return class extends Client {
    constructor(config: ClientConfig = {}) {
      const address = hosts.current
      super({ ...config, connectionString: address, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
      addresses.set(this, address)
    }
  }
}

export type Ask = {
  /** Milliseconds until an answer. */
  readonly within?: number
  /** Migrations take as long as they take. */
  readonly unhurried?: boolean
}

export class Connections {
  readonly #hosts: Hosts
  readonly #pool: Pool

  constructor(hosts: Hosts, max: number, config: ClientConfig) {
    this.#hosts = hosts
    this.#pool = new Pool({
      ...config,
      max,
      Client: clientTo(hosts),
      connectionTimeoutMillis: CONNECTING,
      // The pool waits for it, whatever its type says, and drops a connection that does not pass.
      // oxlint-disable-next-line typescript/no-misused-promises
      onConnect: (client) => hosts.check(client),
    })
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** Lends a connection; one that failed, or whose end is not `good`, is closed instead of being given back. */
  async use<T>(
    work: (client: PoolClient) => Promise<T>,
    good: (value: T) => boolean = () => true,
  ): Promise<T> {
    const client = await this.#connect()
    try {
      const value = await work(client)
      client.release(!good(value))
      return value
    } catch (caught) {
      const error = meaningOf(caught)
      if (isGone(error)) this.#hosts.failed(addresses.get(client)!)
      client.release(!(await rolledBack(client, error)))
      throw error
    }
  }

  /** A server that does not say goodbye is not waited for. */
  async close(): Promise<void> {
    await Promise.race([this.#pool.end(), wait(CLOSING, undefined, { ref: false })])
  }

  /** Goes round the servers once. */
  async #connect(): Promise<PoolClient> {
    for (let tries = 1; ; tries++) {
      const address = this.#hosts.current
      try {
        const client = await this.#pool.connect()
        if (addresses.get(client) === this.#hosts.current) return client
        // It goes to a server that has failed since.
        client.release(true)
        tries--
      } catch (error) {
        this.#hosts.failed(address)
        if (tries >= this.#hosts.count) throw meaningOf(error)
      }
    }
  }
}

/** @throws what the database answered; where it answered nothing in time the connection is cut, and that is the error */
export async function answered<R extends object>(
  client: PoolClient,
  query: QueryConfig & { readonly rowMode?: 'array' },
  { within = PATIENCE, unhurried = false }: Ask = {},
): Promise<QueryResult<R>> {
  // Telling the server to cancel instead could end a commit's wait for its standby with a yes.
  const patience = unhurried ? {} : { query_timeout: within }
  return client.query<R>({ ...query, ...patience })
}

function isGone(error: Error): boolean {
  return error instanceof StoreFault && error.code === 'unavailable'
}

async function rolledBack(client: PoolClient, error: Error): Promise<boolean> {
  if (error instanceof StoreFault && error.code !== 'busy' && error.code !== 'value') return false
  try {
    await answered(client, { text: 'rollback' })
    return true
  } catch {
    return false
  }
}
