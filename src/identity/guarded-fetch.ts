/**
 * The one client for requests that somebody's settings lead to: where it connects is decided on the address that is then
 * used, redirects are not followed, and time and size have an end. A name that means another address a moment later
 * leads nowhere else, since it is looked up once.
 */
import { lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

export type OutboundRules = {
  /** Whether this install connects to an address. */
  readonly mayReach: (address: string) => boolean
  /** Whether plain HTTP and this machine itself will do: while one tries things out on one's own machine. */
  readonly loopback: boolean
}

export type OutboundProblem = 'scheme' | 'address' | 'unknown_host' | 'too_long' | 'too_much' | 'unreachable'

export class OutboundFault extends Error {
  readonly problem: OutboundProblem

  constructor(problem: OutboundProblem, host: string) {
    super(`${problem}: ${host}`)
    this.name = 'OutboundFault'
    this.problem = problem
  }
}

const TIME = 10_000
const SIZE = 1024 * 1024
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/
/** Answers that have no body. */
const EMPTY: ReadonlySet<number> = new Set([204, 205, 304])

/** What is used of `fetch`. */
type Options = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | null | undefined
}

/** Why this address is not even tried, or `undefined`. */
export function urlProblem(url: URL, { loopback }: OutboundRules): OutboundProblem | undefined {
  if (url.protocol === 'https:') return undefined
  return url.protocol === 'http:' && loopback && LOOPBACK.test(url.hostname) ? undefined : 'scheme'
}

/** @throws OutboundFault */
export async function guardedFetch(rules: OutboundRules, to: string, options: Options): Promise<Response> {
  const url = new URL(to)
  const host = url.hostname.replaceAll(/[[\]]/g, '')
  const problem = urlProblem(url, rules)
  if (problem !== undefined) throw new OutboundFault(problem, host)
  // Of an address nothing is looked up.
  if (isIP(host) !== 0 && !isReachable(rules, host)) throw new OutboundFault('address', host)
  const limit = AbortSignal.timeout(TIME)
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
  try {
    const answer = await sent(url, { ...options, signal }, pinned(rules, host))
    return await whole(answer, host)
  } catch (error) {
    if (error instanceof OutboundFault) throw error
    throw new OutboundFault(signal.aborted ? 'too_long' : 'unreachable', host)
  }
}

function isReachable({ mayReach, loopback }: OutboundRules, address: string): boolean {
  return mayReach(address) || (loopback && LOOPBACK.test(address))
}

/** Where one of a name's addresses is out of bounds, all are: it could be the one that is used. */
function pinned(rules: OutboundRules, host: string): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      const none = error !== null || found.length === 0
      const isOut = !none && found.some(({ address }) => !isReachable(rules, address))
      if (none || isOut)
        return done(new OutboundFault(none ? 'unknown_host' : 'address', host), '', undefined)
      if (options.all === true) return done(null, found)
      const [{ address, family }] = found as [{ address: string; family: number }]
      return done(null, address, family)
    })
  }
}

function sent(
  url: URL,
  { method = 'GET', headers = {}, body, signal }: Options,
  find: LookupFunction,
): Promise<IncomingMessage> {
  const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, {
      method,
      headers: { ...headers, ...length, 'accept-encoding': 'identity' },
      agent: false,
      lookup: find,
      signal: signal ?? undefined,
      maxHeaderSize: 32 * 1024,
    })
    asked.once('response', resolve).once('error', reject).end(text)
  })
}

async function whole(answer: IncomingMessage, host: string): Promise<Response> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > SIZE) {
      answer.destroy()
      throw new OutboundFault('too_much', host)
    }
    pieces.push(piece)
  }
  const { statusCode: status = 502, rawHeaders } = answer
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!)
  return new Response(EMPTY.has(status) ? null : Buffer.concat(pieces), { status, headers })
}
