/**
 * Reads checks off the connection by hand: while what arrives is plain, each request is answered with one write, and
 * with the first bytes that are anything else the connection goes to Node’s own reader, those bytes included, for good.
 */
import { type RequestListener, Server, type ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { type ByHand, Connection } from './connection.ts'

type Take = (this: Server, socket: Socket) => void

/** Node’s server, but for connections on which checks alone are asked. */
export class ServerByHand extends Server {
  readonly #connections = new Set<Connection>()

  constructor(options: ServerOptions, handle: RequestListener, byHand: ByHand) {
    super(options, handle)
    const [general] = this.listeners('connection') as Take[]
    this.removeAllListeners('connection')
    this.on('connection', (socket: Socket) => {
      const takeOver = (): void => general!.call(this, socket)
      const patience = { first: this.requestTimeout, between: this.keepAliveTimeout }
      const connection = new Connection(socket, patience, byHand, takeOver)
      this.#connections.add(connection)
      connection.onceOver(() => this.#connections.delete(connection))
    })
  }

  override closeIdleConnections(): void {
    super.closeIdleConnections()
    for (const connection of this.#connections) if (!connection.isBusy) connection.destroy()
  }

  override closeAllConnections(): void {
    super.closeAllConnections()
    for (const connection of this.#connections) connection.destroy()
  }
}
