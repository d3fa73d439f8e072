/**
 * What replicas tell each other through PostgreSQL: that an organization has moved, or that something was revoked. A
 * notification makes the others look at once; it is a hint that can be lost, so nothing may rest on it.
 */
import type { Client, ClientConfig } from 'pg'
import { clientTo } from './postgres-connections.ts'
import type { Hosts } from './postgres-hosts.ts'

export const CHANNEL = 'compartment'
/** Said where the log of revocations has grown. */
export const REVOKED = 'revoked'

/** Said where an organization's journal has grown: `org_…:42`. */
export function moved(organization: string, sequence: number): string {
  return `${organization}:${sequence}`
}

/** What is heard; none of these may throw. */
export type Ear = {
  readonly moved: (organization: string, sequence: number) => void
  readonly revoked: () => void
  /** Listening has begun, for the first time or again: what was said before was not heard. */
  readonly listening: () => void
  /** Once for each time that listening ends without being asked to. */
  readonly deaf: (error: Error) => void
}

export type Listening = { readonly close: () => Promise<void> }

export const DEAF: Listening = { close: async () => {} }

const FIRST_PAUSE = 50
const LONGEST_PAUSE = 2000
const CONNECTING = 3000
/** A connection that has died without a word is found by asking. */
const ASK_EVERY = 5000
const ANSWER_WITHIN = 2000

const MOVED = /^(.+):(\d{1,15})$/

/** One connection that does nothing but listen; it comes back by itself. */
export class Listener implements Listening {
  readonly #hosts: Hosts
  readonly #ear: Ear
  #client: Client | undefined
  #timer: NodeJS.Timeout | undefined
  #pause = FIRST_PAUSE
  #hearing = false
  #closed = false

  constructor(hosts: Hosts, ear: Ear) {
    this.#hosts = hosts
    this.#ear = ear
    void this.#connect()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    if (client !== undefined) silence(client)
  }

  async #connect(): Promise<void> {
    const address = this.#hosts.current
    const config: ClientConfig = { connectionTimeoutMillis: CONNECTING, query_timeout: ANSWER_WITHIN }
    const client = new (clientTo(this.#hosts))(config)
    this.#client = client
    const lost = (error: Error = new Error('the connection has ended')): void =>
      this.#lost(client, address, error)
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload = '' }) => this.#hear(payload))
    try {
      await client.connect()
      await this.#hosts.check(client)
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      return lost(error as Error)
    }
    if (this.#client !== client) return
    this.#pause = FIRST_PAUSE
    this.#hearing = true
    this.#ear.listening()
    this.#askLater(client, lost)
  }

  #hear(payload: string): void {
    if (this.#closed) return
    if (payload === REVOKED) return this.#ear.revoked()
    const [, organization, sequence] = MOVED.exec(payload) ?? []
    if (organization !== undefined) this.#ear.moved(organization, Number(sequence))
  }

  #askLater(client: Client, lost: (error: Error) => void): void {
    this.#timer = setTimeout(() => {
      client.query('select 1').then(
        () => this.#client === client && this.#askLater(client, lost),
        (error: Error) => lost(error),
      )
    }, ASK_EVERY)
    this.#timer.unref()
  }

  /** Of all the ways in which one connection ends, the first counts. */
  #lost(client: Client, address: string, error: Error): void {
    if (this.#client !== client) return
    this.#client = undefined
    silence(client)
    this.#hosts.failed(address)
    if (this.#hearing) this.#ear.deaf(error)
    this.#hearing = false
    clearTimeout(this.#timer)
    // Not all replicas at the same moment.
    this.#timer = setTimeout(() => void this.#connect(), this.#pause * (0.5 + Math.random() / 2))
    this.#timer.unref()
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
  }
}

/** Ends it whatever state it is in. */
function silence(client: Client): void {
  client.removeAllListeners()
  client.on('error', () => {})
  void client.end().catch(() => {})
}
