/**
 * The cheapest client that still reads whole answers: raw sockets that stay open, one request at a time on each, bytes
 * prepared before. It is the same for every side. While it runs it never sleeps: waking it would be on the server’s time.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { AnswerReader } from './answer-reader.ts'

export type Load = {
  readonly host: string
  readonly port: number
  /** Whole requests, head and body; taken round and round. */
  readonly requests: readonly Buffer[]
  readonly connections: number
  /** Where the servers need the processor more than the client does. */
  readonly sleeps?: boolean
}

/** Given every answer, with the number of its request. */
export type See = (request: number, body: Buffer) => void

export function requestOf(path: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`POST ${path} HTTP/1.1\r\nhost: bench\r\n${head}\r\n${body}`)
}

export class Client {
  readonly #load: Load
  readonly #sockets: Socket[]
  #next = 0

  private constructor(load: Load, sockets: Socket[]) {
    this.#load = load
    this.#sockets = sockets
  }

  static async open(load: Load): Promise<Client> {
    const sockets = Array.from({ length: load.connections }, () =>
      connect({ host: load.host, port: load.port, noDelay: true }),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    return new Client(load, sockets)
  }

  /** Every request once, in order. */
  async once(see: See): Promise<void> {
    this.#next = 0
    await this.run(this.#load.requests.length, see)
  }

  /** @returns milliseconds */
  async run(count: number, see?: See): Promise<number> {
    const { requests } = this.#load
    let begun = 0
    let done = 0
    let running = true
    const stayAwake = (): void => void (running && setImmediate(stayAwake))
    if (this.#load.sleeps !== true) stayAwake()
    const start = performance.now()
    await new Promise<void>((resolve, reject) => {
      const next = (): number => (begun++ < count ? this.#next++ % requests.length : -1)
      for (const socket of this.#sockets) {
        const ended = (): void => reject(new Error('the server hung up'))
        const taken = (request: number, body: Buffer): void => {
          see?.(request, body)
          if (++done === count) resolve()
        }
        serveOne(socket, requests, { next, taken, failed: reject })
        socket
          .removeAllListeners('close')
          .once('close', ended)
          .removeAllListeners('error')
          .once('error', reject)
      }
    }).finally(() => (running = false))
    return performance.now() - start
  }

  close(): void {
    for (const socket of this.#sockets) socket.removeAllListeners().destroy()
  }
}

type Turns = {
  /** Number of the next request, or -1. */
  readonly next: () => number
  readonly taken: See
  readonly failed: (error: Error) => void
}

function serveOne(socket: Socket, requests: readonly Buffer[], { next, taken, failed }: Turns): void {
  let request = next()
  const reader = new AnswerReader((status, body) => {
    if (status >= 300) return failed(new Error(`status ${status}: ${body.toString().slice(0, 300)}`))
    taken(request, body)
    request = next()
    if (request >= 0) socket.write(requests[request]!)
  })
  socket.removeAllListeners('data').on('data', (chunk) => reader.add(chunk))
  if (request >= 0) socket.write(requests[request]!)
}
