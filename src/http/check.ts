/**
 * The steps of a check, the same for whoever read the request, and in the order of every operation: who calls, the body,
 * the question, the answer. Where memory knows everything it answers at once, without a turn of the loop.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Operation } from '../contract/operation.ts'
import { checkAccess } from '../contract/operations/access.ts'
import type { Call, Caller, Result } from '../operations/call.ts'
import { addressOf } from './address.ts'
import { type Answers, JSON_TYPE, type Ready } from './answer.ts'
import { credentialOf, UNKNOWN_TOKEN, unauthenticated } from './authenticate.ts'
import { readBody } from './body.ts'
import { readCheckBody } from './check-body.ts'
import type { Needs } from './door.ts'
import { writeCheckAnswer } from './hand-written.ts'
import { readInput } from './input.ts'
import { callOf } from './mount.ts'
import type { Asked } from './request.ts'
import { AT_LEAST, REVISION } from './revision.ts'
import { ORGANIZATION } from './standards.ts'

const operation = checkAccess as unknown as Operation
const ROUTE = { url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), config: { operation: operation.name } }
const NOTHING = {}

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

type Around = { readonly needs: Needs; readonly answers: Answers; readonly newName: () => string }

export class Checks {
  readonly #needs: Needs
  readonly #answers: Answers
  readonly #newName: () => string

  constructor({ needs, answers, newName }: Around) {
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
    let now: Ready | Promise<Result<'checkAccess'>>
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
  ): Ready | Promise<Result<'checkAccess'>> {
    const needs = this.#needs
    const body = readCheckBody(text, from)
    const input =
      body === undefined
        ? this.#read(head, caller, content)
        : { params: { organization: head.organization }, query: NOTHING, body }
    const call = this.#callOf(head, caller)
    const result = needs.checkNow?.(input as never, call)
    return result === undefined ? needs.useCases.checkAccess(input as never, call) : this.#ready(head, result)
  }

  #read(head: CheckHead, caller: Caller, content: Buffer): object {
    const asked = this.#askedOf(head, caller)
    asked.body = readBody(head.headers, content)
    return readInput(operation, asked)
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

  #ready({ organization }: CheckHead, result: Result<'checkAccess'>): Ready {
    const body = writeCheckAnswer(result)
    if (body === undefined)
      return this.#answers.of(operation, { params: { organization }, query: NOTHING, body: {} }, result)
    const { revision } = result
    const headers = revision === undefined ? JSON_TYPE : { ...JSON_TYPE, [REVISION]: revision }
    return { status: operation.status, body, headers }
  }

  #refusal(head: CheckHead, found: Found, error: unknown): Ready {
    const caller = found instanceof Refusing || found instanceof Promise ? undefined : found
    return this.#answers.refusal(this.#askedOf(head, caller), error)
  }

  #askedOf({ organization, headers, ip }: CheckHead, caller: Caller | undefined): Asked & { body: unknown } {
    return {
      id: this.#newName(),
      method: 'POST',
      url: ROUTE.url,
      headers,
      params: { organization },
      query: NOTHING,
      body: undefined,
      ip,
      socket: { remoteAddress: ip },
      routeOptions: ROUTE,
      caller,
    }
  }
}

/** As every operation has it of a request. */
export function peerAddress(remoteAddress: string | undefined): string {
  return addressOf({ ip: remoteAddress ?? '', socket: { remoteAddress } } as Asked)
}
