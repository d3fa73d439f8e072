/**
 * Reads checks off the connection by hand: while what arrives is whole and plain, each is answered with one write, and
 * with the first bytes that are anything else the connection goes to Node’s own reader, those bytes included, for good.
 */
import { type RequestListener, Server, type ServerOptions, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Ready } from './answer.ts'
import { type Checks, peerAddress } from './check.ts'
import type { Headers } from './headers.ts'
import { type PlainHead, readPlainHead } from './plain-head.ts'

export type ByHand = {
  readonly checks: Checks
  /** Headers of every answer. */
  readonly fixed: Headers
  readonly closing: () => boolean
  readonly observe: (status: number, seconds: number) => void
}

/** More at once than heads and bodies of a few checks is not read by hand. */
const MOST = 64 * 1024
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

/** Milliseconds without a byte: before the first check, and after. */
type Patience = { readonly first: number; readonly between: number }

class Connection {
  readonly #socket: Socket
  readonly #patience: Patience
  readonly #byHand: ByHand
  readonly #takeOver: () => void
  readonly #ip: string
  readonly #fixed: string
  #over = (): void => undefined
  /** A check is being answered that had to wait for something. */
  #waiting = false
  /** What arrived behind it. */
  #rest: Buffer | undefined
  /** The other side has said all it wants to say. */
  #ended = false
  #first = true
  /** Of the answers to be written: the shorter way to write ASCII, until one has more. */
  #encoding: 'latin1' | 'utf8' = 'latin1'

  constructor(socket: Socket, patience: Patience, byHand: ByHand, takeOver: () => void) {
    this.#socket = socket
    this.#patience = patience
    this.#byHand = byHand
    this.#takeOver = takeOver
    this.#ip = peerAddress(socket.remoteAddress)
    const lines = Object.entries(byHand.fixed).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#fixed = lines.join('')
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose)
    socket.on('drain', this.#onDrain)
    socket.on('error', nobodyToTell).on('timeout', this.#onTimeout).setTimeout(patience.first)
  }

  get isBusy(): boolean {
    return this.#waiting || this.#socket.writableLength > 0
  }

  onceOver(over: () => void): void {
    this.#over = over
  }

  destroy(): void {
    this.#socket.destroy()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#waiting) {
      // One at a time: what else comes waits with the sender.
      this.#rest = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
      this.#socket.pause()
    } else this.#read(chunk)
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    if (!this.#waiting) this.#socket.end()
  }

  readonly #onDrain = (): void => {
    if (!this.#waiting) this.#socket.resume()
  }

  readonly #onClose = (): void => this.#over()
  readonly #onTimeout = (): void => void this.#socket.destroy()

  /** Answers what is whole and plain, and hands over from where it is not. */
  #read(chunk: Buffer): void {
    const began = performance.now()
    const text = chunk.length <= MOST ? chunk.toString('latin1') : ''
    let answers = ''
    for (let at = 0; at < chunk.length; ) {
      const head = readPlainHead(text, at)
      if (head === undefined) {
        if (answers !== '') this.#write(answers)
        return this.#handOver(chunk.subarray(at))
      }
      const ready = this.#answer(head, chunk, text)
      at = head.end
      if (ready instanceof Promise) {
        if (answers !== '') this.#write(answers)
        return this.#wait(ready, at < chunk.length ? chunk.subarray(at) : undefined, began)
      }
      answers += this.#written(ready, began)
      // An answer that says so is the last.
      if (this.#byHand.closing()) break
    }
    this.#send(answers)
  }

  #answer(
    { organization, headers, from, end }: PlainHead,
    chunk: Buffer,
    text: string,
  ): Ready | Promise<Ready> {
    const { checks } = this.#byHand
    const head = { organization, headers, ip: this.#ip }
    const whole = end === text.length ? text : text.slice(0, end)
    return checks.answer(head, checks.callerOf(head), chunk.subarray(from, end), whole, from)
  }

  #wait(ready: Promise<Ready>, rest: Buffer | undefined, began: number): void {
    this.#waiting = true
    this.#rest = rest
    void this.#settle(ready, began)
  }

  async #settle(ready: Promise<Ready>, began: number): Promise<void> {
    const settled = await ready
    this.#waiting = false
    if (this.#socket.destroyed) return
    this.#send(this.#written(settled, began))
    const behind = this.#rest
    this.#rest = undefined
    if (behind !== undefined) this.#read(behind)
    if (this.#ended && !this.#waiting) this.#socket.end()
    else if (!this.#socket.writableNeedDrain) this.#socket.resume()
  }

  #written({ status, body, headers }: Ready, began: number): string {
    const length = Buffer.byteLength(body)
    if (length !== body.length) this.#encoding = 'utf8'
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${this.#fixed}content-length: ${length}\r\n`
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`
    // As Node writes it, so that nobody can tell who answered.
    const closing = this.#byHand.closing()
    const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(this.#patience.between / 1000)}\r\n`
    text += `${closing ? 'connection: close\r\n' : ''}Date: ${dateNow()}\r\n${closing ? '' : kept}\r\n`
    this.#byHand.observe(status, (performance.now() - began) / 1000)
    return text + body
  }

  #send(answers: string): void {
    const socket = this.#socket
    const taken = this.#write(answers)
    if (this.#byHand.closing()) return void socket.end()
    if (this.#first) {
      this.#first = false
      socket.setTimeout(this.#patience.between)
    }
    // Who does not read its answers is not read either.
    if (!taken) socket.pause()
  }

  #write(answers: string): boolean {
    const taken = this.#socket.write(answers, this.#encoding)
    this.#encoding = 'latin1'
    return taken
  }

  #handOver(bytes: Buffer): void {
    const socket = this.#socket
    // Nothing can be put back into a stream that has ended, which happens only behind a check that had to wait.
    if (this.#ended) return void socket.end()
    socket.pause().setTimeout(0)
    socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose)
    socket.off('timeout', this.#onTimeout).off('error', nobodyToTell)
    socket.off('drain', this.#onDrain)
    this.#over()
    socket.unshift(bytes)
    this.#takeOver()
    socket.resume()
  }
}

/** The connection broke: there is nobody to answer. */
const nobodyToTell = (): void => undefined

let dateText = ''
let dateSecond = -1

/** RFC 9110, to the second. */
function dateNow(): string {
  const now = Date.now()
  const second = Math.floor(now / 1000)
  if (second !== dateSecond) {
    dateSecond = second
    dateText = new Date(now).toUTCString()
  }
  return dateText
}
