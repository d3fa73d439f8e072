/** A connection on which checks alone are asked so far: each is answered in its turn, or it is handed over for good. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Ready } from './answer.ts'
import { Arriving, PROMPT } from './arriving.ts'
import {
  type CheckHead,
  type CheckName,
  type EveryChecks,
  isCaller,
  peerAddress,
  type ReadyOnSheet,
} from './check.ts'
import type { Headers } from './headers.ts'
import { LONGEST_READ, type PlainHead, readPlainHead } from './plain-head.ts'

export type ByHand = {
  readonly checks: EveryChecks
  /** Headers of every answer. */
  readonly fixed: Headers
  readonly closing: () => boolean
  /** Ends a connection on which a request was cut off. */
  readonly refuseCut: (socket: Socket) => void
  readonly observe: (operation: CheckName, status: number, seconds: number) => void
}

/** More in one piece than Node reads at once is not read by hand. */
const MOST = 64 * 1024

/** Milliseconds without a byte: before the first check, and after. */
type Patience = { readonly first: number; readonly between: number }

/** What is noted of a request. */
type Asked = { readonly operation: CheckName; readonly began: number }

/** A list whose body is on its way. */
type Awaited = { readonly operation: CheckName; readonly head: CheckHead; readonly request: Arriving }

export class Connection {
  readonly #socket: Socket
  readonly #patience: Patience
  readonly #byHand: ByHand
  readonly #takeOver: () => void
  readonly #ip: string
  /** Headers that are the same in all answers: before those of one, and after them where the connection stays. */
  readonly #fixed: string
  readonly #kept: string
  #over = (): void => undefined
  /** A check is being answered that had to wait for something. */
  #waiting = false
  /** What arrived behind it. */
  #rest: Buffer | undefined
  #arriving: Awaited | undefined
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
    // As Node writes it, so that nobody can tell who answered.
    this.#kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(patience.between / 1000)}\r\n`
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose)
    socket.on('drain', this.#onDrain)
    socket.on('error', nobodyToTell).on('timeout', this.#onTimeout).setTimeout(patience.first)
  }

  get isBusy(): boolean {
    return this.#waiting || this.#arriving !== undefined || this.#socket.writableLength > 0
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
    } else if (this.#arriving === undefined) this.#read(chunk)
    else this.#goOn(this.#arriving, chunk)
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    if (this.#arriving !== undefined) this.#byHand.refuseCut(this.#socket)
    else if (!this.#waiting) this.#socket.end()
  }

  readonly #onDrain = (): void => {
    if (!this.#waiting) this.#socket.resume()
  }

  readonly #onClose = (): void => this.#over()
  readonly #onTimeout = (): void => {
    // Node has patience of its own with a body.
    if (this.#arriving === undefined) this.#socket.destroy()
    else this.#handOver(this.#arriving.request.bytes())
  }

  /** Answers what is whole and plain, and hands over from where it is not. */
  #read(chunk: Buffer): void {
    const began = performance.now()
    // Of a list only the head is read as text.
    const text = chunk.length <= MOST ? chunk.toString('latin1', 0, LONGEST_READ) : ''
    let answers = ''
    for (let at = 0; at < chunk.length; ) {
      const head = readPlainHead(text, at)
      if (head === undefined) {
        if (answers !== '') this.#write(answers)
        const rest = chunk.subarray(at)
        return at > 0 && text.length < chunk.length ? this.#read(rest) : this.#handOver(rest)
      }
      if (head.end > chunk.length) {
        if (answers !== '') this.#write(answers)
        return this.#await(head, chunk.subarray(at), at)
      }
      const ready = this.#answer(head, chunk, text)
      at = head.end
      const asked = { operation: head.operation, began }
      if (ready instanceof Promise) {
        if (answers !== '') this.#write(answers)
        return this.#wait(ready, at < chunk.length ? chunk.subarray(at) : undefined, asked)
      }
      answers += this.#written(ready, asked)
      // An answer that says so is the last.
      if (this.#byHand.closing()) break
    }
    this.#send(answers)
  }

  #answer(plain: PlainHead, chunk: Buffer, text: string): Ready | Promise<Ready> {
    const { operation, from, end } = plain
    const checks = this.#byHand.checks[operation]
    const head = this.#headOf(plain)
    const whole = end === text.length ? text : text.slice(0, end)
    return checks.answer(head, checks.callerOf(head), chunk.subarray(from, end), whole, from)
  }

  #headOf({ organization, headers }: PlainHead): CheckHead {
    return { organization, headers, ip: this.#ip }
  }

  /** @param at where in the text the bytes begin, which begin with the head */
  #await(plain: PlainHead, bytes: Buffer, at: number): void {
    const { operation, from, end } = plain
    const head = this.#headOf(plain)
    const awaited = { operation, head, request: new Arriving(bytes, { from: from - at, end: end - at }) }
    const found = this.#byHand.checks[operation].callerOf(head)
    if (found instanceof Promise) return void this.#meet(found, awaited)
    if (!isCaller(found)) return this.#handOver(bytes)
    this.#arriving = awaited
    this.#socket.setTimeout(PROMPT)
  }

  /** Of somebody who may be nobody no more is read. */
  async #meet(found: Promise<unknown>, awaited: Awaited): Promise<void> {
    const { request } = awaited
    this.#waiting = true
    const caller = await found.catch(() => undefined)
    this.#waiting = false
    if (this.#socket.destroyed) return
    const behind = this.#rest
    this.#rest = undefined
    this.#arriving = awaited
    this.#socket.setTimeout(PROMPT).resume()
    if (behind !== undefined) this.#goOn(awaited, behind)
    if (this.#arriving === undefined) return
    if (this.#ended) this.#byHand.refuseCut(this.#socket)
    else if (caller === undefined) this.#handOver(request.bytes())
  }

  #goOn({ operation, head, request }: Awaited, piece: Buffer): void {
    request.add(piece)
    if (!request.isWhole) {
      if (request.isLate) this.#handOver(request.bytes())
      return
    }
    this.#arriving = undefined
    this.#socket.setTimeout(this.#patience.between)
    const checks = this.#byHand.checks[operation]
    // A body takes the time its sender likes: what was revoked meanwhile is over.
    const found = checks.callerOf(head)
    const asked = { operation, began: request.began }
    const rest = request.rest()
    const passing = checks.atOnce(head, found, request.bodyOnSheet())
    if (passing === undefined) {
      const ready = checks.answer(head, found, request.body(), '', 0)
      if (ready instanceof Promise) return this.#wait(ready, rest, asked)
      this.#send(this.#written(ready, asked))
    } else this.#sendSheet(passing, asked)
    if (rest !== undefined && !this.#byHand.closing()) this.#read(rest)
  }

  #wait(ready: Promise<Ready>, rest: Buffer | undefined, asked: Asked): void {
    this.#waiting = true
    this.#rest = rest
    void this.#settle(ready, asked)
  }

  async #settle(ready: Promise<Ready>, asked: Asked): Promise<void> {
    const settled = await ready
    this.#waiting = false
    if (this.#socket.destroyed) return
    this.#send(this.#written(settled, asked))
    const behind = this.#rest
    this.#rest = undefined
    if (behind !== undefined) this.#read(behind)
    if (this.#ended && !this.#waiting) this.#socket.end()
    else if (!this.#socket.writableNeedDrain) this.#socket.resume()
  }

  #written({ status, body, headers }: Ready, asked: Asked): string {
    const length = Buffer.byteLength(body)
    if (length !== body.length) this.#encoding = 'utf8'
    return this.#head(status, headers, length, asked) + body
  }

  #sendSheet({ status, headers, sheet }: ReadyOnSheet, asked: Asked): void {
    const head = this.#head(status, headers, sheet.length, asked)
    this.#sent(this.#socket.write(sheet.under(head)))
    if (this.#socket.writableLength > 0) sheet.leave()
  }

  #head(status: number, headers: Headers, length: number, { operation, began }: Asked): string {
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${this.#fixed}content-length: ${length}\r\n`
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`
    const closing = this.#byHand.closing()
    text += `${closing ? 'connection: close\r\n' : ''}Date: ${dateNow()}\r\n${closing ? '' : this.#kept}\r\n`
    this.#byHand.observe(operation, status, (performance.now() - began) / 1000)
    return text
  }

  #send(answers: string): void {
    this.#sent(this.#write(answers))
  }

  /** @param taken whether the other side keeps up */
  #sent(taken: boolean): void {
    const socket = this.#socket
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
    this.#arriving = undefined
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
