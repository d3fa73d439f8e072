/**
 * The steps of a check or a list of them, the same for whoever read the request, and in the order of every operation: who
 * calls, the body, the question, the answer. Where memory knows everything it answers at once, without a turn of the loop.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Operation } from '../contract/operation.ts'
import { type Input, OPERATIONS } from '../contract/table.ts'
import type { Call, Caller, Result, UseCase } from '../operations/call.ts'
import { addressOf } from './address.ts'
import { type Answers, JSON_TYPE, type Ready } from './answer.ts'
import { credentialOf, UNKNOWN_TOKEN, unauthenticated } from './authenticate.ts'
import { ListRoom, readBatchBody } from './batch-body.ts'
import type { BatchSheet } from './batch-sheet.ts'
import { readBody } from './body.ts'
import { readCheckBody } from './check-body.ts'
import type { Needs } from './door.ts'
import { writeBatchAnswer, writeBatchOnSheet, writeCheckAnswer } from './hand-written.ts'
import type { Headers } from './headers.ts'
import { readInput } from './input.ts'
import { callOf } from './mount.ts'
import type { Asked } from './request.ts'
import { AT_LEAST, REVISION } from './revision.ts'
import { ORGANIZATION } from './standards.ts'

const NOTHING = {}

export type CheckName = 'checkAccess' | 'batchAccess'

/** What the two do not share. */
type Kind<N extends CheckName> = {
  readonly name: N
  /**
   * The body where it is written as usual.
   * @param text the same as text where it is ASCII, from this place on
   */
  readonly read: (content: Buffer, text: string, from: number) => Input<N>['body'] | undefined
  readonly now: (needs: Needs) => ((input: Input<N>, call: Call) => Result<N> | undefined) | undefined
  readonly write: (result: Result<N>) => string | undefined
  /** The same for a body that is over within the turn, and nothing of which may be kept. */
  readonly passing?: {
    readonly read: (content: Buffer) => Input<N>['body'] | undefined
    readonly write: (result: Result<N>) => BatchSheet | undefined
  }
}

const CHECK: Kind<'checkAccess'> = {
  name: 'checkAccess',
  read: (_content, text, from) => readCheckBody(text, from),
  now: ({ checkNow }) => checkNow,
  write: writeCheckAnswer,
}

const PASSING = new ListRoom()

const LIST: Kind<'batchAccess'> = {
  name: 'batchAccess',
  read: (content) => readBatchBody(content),
  now: ({ batchNow }) => batchNow,
  write: writeBatchAnswer,
  passing: { read: (content) => readBatchBody(content, PASSING), write: writeBatchOnSheet },
}

export type EveryChecks = { readonly [N in CheckName]: Checks<N> }

export function everyChecks(around: Around): EveryChecks {
  return { checkAccess: new Checks(CHECK, around), batchAccess: new Checks(LIST, around) }
}

/** Longer bodies go the general way. */
export const LONGEST_CHECK = 4096

/** The path, and in it the organization; the rest of a request line is for its reader. */
export const CHECK_PATH = /^\/v1\/organizations\/([a-z0-9-]{1,63})\/access\/check$/

/** A request that somebody read: its head. */
export type CheckHead = {
  readonly organization: string
  readonly headers: IncomingHttpHeaders
  /** Of the peer, which no proxy stands before. */
  readonly ip: string
}

/** Who calls, as far as it is known: asked before the body is there. */
export type Found = Caller | undefined | Promise<Caller | undefined> | Refusing

class Refusing {
  readonly thrown: unknown
  constructor(thrown: unknown) {
    this.thrown = thrown
  }
}

/** Whether memory knows who it is. */
export function isCaller(found: Found): found is Caller {
  return found !== undefined && !(found instanceof Refusing) && !(found instanceof Promise)
}

/** An answer that is to be sent before anything else is answered. */
export type ReadyOnSheet = Omit<Ready, 'body'> & { readonly sheet: BatchSheet }

type Around = { readonly needs: Needs; readonly answers: Answers; readonly newName: () => string }

export class Checks<N extends CheckName> {
  readonly #kind: Kind<N>
  readonly #now: ReturnType<Kind<N>['now']>
  readonly #operation: Operation
  readonly #route: Asked['routeOptions']
  readonly #needs: Needs
  readonly #answers: Answers
  readonly #newName: () => string

  constructor(kind: Kind<N>, { needs, answers, newName }: Around) {
    this.#kind = kind
    this.#now = kind.now(needs)
    this.#operation = OPERATIONS[kind.name]
    const url = this.#operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
    this.#route = { url, config: { operation: kind.name } }
    this.#needs = needs
    this.#answers = answers
    this.#newName = newName
  }

  /** Never throws; what it found out against the caller comes with the answer. */
  callerOf({ headers, ip }: CheckHead): Found {
    try {
      const { token } = credentialOf(headers, '')!
      const { authenticate, clock } = this.#needs
      const found = authenticate(token, { address: ip, now: clock() })
      // It is waited for once the body is there, if that ever comes: until then a rejection must not end the process.
      if (found instanceof Promise) found.catch(() => undefined)
      return found
    } catch (error) {
      return new Refusing(error)
    }
  }

  /**
   * Never throws or rejects; at once where nothing has to be waited for.
   * @param text the body as text where it is ASCII, from this place on
   */
  answer(head: CheckHead, found: Found, content: Buffer, text: string, from: number): Ready | Promise<Ready> {
    if (found instanceof Promise) return this.#later(head, found, content, text, from)
    let now: Ready | Promise<Result<N>>
    try {
      if (found instanceof Refusing) throw found.thrown
      if (found === undefined) throw unauthenticated(UNKNOWN_TOKEN)
      now = this.#ask(head, found, content, text, from)
    } catch (error) {
      return this.#refusal(head, found, error)
    }
    if (!(now instanceof Promise)) return now
    const answered = now.then((result) => this.#ready(head, result))
    return answered.catch((error: unknown) => this.#refusal(head, found, error))
  }

  /** The answer at once or not at all; nothing is kept of the bytes, and nothing noted that is not answered. */
  atOnce(head: CheckHead, found: Found, content: Buffer): ReadyOnSheet | undefined {
    const { passing } = this.#kind
    if (!isCaller(found) || passing === undefined) return undefined
    try {
      const body = passing.read(content)
      if (body === undefined) return undefined
      const input = { params: { organization: head.organization }, query: NOTHING, body }
      const result = this.#now?.(input as unknown as Input<N>, this.#callOf(head, found))
      const sheet = result === undefined ? undefined : passing.write(result)
      if (sheet === undefined) return undefined
      return { status: this.#operation.status, headers: headersOf(result!), sheet }
    } catch {
      // It goes wrong again where it is waited for, and there it is logged.
      return undefined
    }
  }

  async #later(
    head: CheckHead,
    found: Promise<Caller | undefined>,
    content: Buffer,
    text: string,
    from: number,
  ): Promise<Ready> {
    const settled: Found = await found.catch((error: unknown) => new Refusing(error))
    return this.answer(head, settled, content, text, from)
  }

  #ask(
    head: CheckHead,
    caller: Caller,
    content: Buffer,
    text: string,
    from: number,
  ): Ready | Promise<Result<N>> {
    const body = this.#kind.read(content, text, from)
    const input =
      body === undefined
        ? this.#read(head, caller, content)
        : { params: { organization: head.organization }, query: NOTHING, body }
    const call = this.#callOf(head, caller)
    const result = this.#now?.(input as Input<N>, call)
    if (result !== undefined) return this.#ready(head, result)
    const useCase = this.#needs.useCases[this.#kind.name] as UseCase<N>
    return useCase(input as Input<N>, call)
  }

  #read(head: CheckHead, caller: Caller, content: Buffer): object {
    const asked = this.#askedOf(head, caller)
    asked.body = readBody(head.headers, content)
    return readInput(this.#operation, asked)
  }

  #callOf(head: CheckHead, caller: Caller): Call {
    const { headers, ip } = head
    if (headers[AT_LEAST] === undefined && headers[ORGANIZATION] === undefined) {
      const { 'user-agent': userAgent } = headers
      const call = { caller, address: ip, now: this.#needs.clock() }
      return userAgent === undefined ? call : { ...call, userAgent }
    }
    return callOf(this.#askedOf(head, caller), this.#needs)
  }

  #ready({ organization }: CheckHead, result: Result<N>): Ready {
    const body = this.#kind.write(result)
    if (body === undefined)
      return this.#answers.of(this.#operation, { params: { organization }, query: NOTHING, body: {} }, result)
    return { status: this.#operation.status, body, headers: headersOf(result) }
  }

  #refusal(head: CheckHead, found: Found, error: unknown): Ready {
    const caller = found instanceof Refusing || found instanceof Promise ? undefined : found
    return this.#answers.refusal(this.#askedOf(head, caller), error)
  }

  #askedOf({ organization, headers, ip }: CheckHead, caller: Caller | undefined): Asked & { body: unknown } {
    return {
      id: this.#newName(),
      method: 'POST',
      url: this.#route.url!,
      headers,
      params: { organization },
      query: NOTHING,
      body: undefined,
      ip,
      socket: { remoteAddress: ip },
      routeOptions: this.#route,
      caller,
    }
  }
}

function headersOf({ revision }: { readonly revision?: string }): Headers {
  return revision === undefined ? JSON_TYPE : { ...JSON_TYPE, [REVISION]: revision }
}

/** As every operation has it of a request. */
export function peerAddress(remoteAddress: string | undefined): string {
  return addressOf({ ip: remoteAddress ?? '', socket: { remoteAddress } } as Asked)
}
