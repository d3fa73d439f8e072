/**
 * The typed client: one method per operation of the contract, in Node, browsers and workers. It sends JSON, reads JSON
 * (of an operation with `media`, gives the stream as it comes), and turns a refusal into a `Refused` that carries the problem document.
 */
import type { z } from 'zod'
import type { Operation } from './operation.ts'
import type { Problem } from './shapes/answer.ts'
import { OPERATIONS, type OperationName } from './table.ts'

type Table = typeof OPERATIONS

/** The fields of a shape; a shape without any says nothing, where its own type would forbid everything. */
type Fields<S extends z.ZodType> = string extends keyof z.input<S> ? unknown : z.input<S>

/** What an operation is called with: path parameters and query in one object, and the body. */
export type Arguments<N extends OperationName> = Fields<Table[N]['params']> &
  Partial<Fields<Table[N]['query']>> &
  (Table[N] extends { readonly body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : unknown)

export type Answer<N extends OperationName> = z.output<Table[N]['answer']>

/** What one call wants beside its arguments. */
export type CallOptions = {
  /** Answer from this revision or a later one, else refuse with `NOT_FRESH`: `acme@42`. */
  readonly atLeast?: string
  /** Edit only what still has this `ETag`, else refuse with `PRECONDITION_FAILED`. */
  readonly ifMatch?: string
  /** Ends the call early. */
  readonly signal?: AbortSignal
  /** Told of the answer before it is returned: its status and headers. */
  readonly seen?: (answered: Answered) => void
}

/** What came beside the body. */
export type Answered = {
  readonly operation: OperationName
  readonly status: number
  /** The revision that answered or that a write made: `acme@42`. Only members are told. */
  readonly revision: string | undefined
  readonly headers: Headers
}

export type Client = {
  readonly [N in OperationName]: (args: Arguments<N>, call?: CallOptions) => Promise<Answer<N>>
}

export type ClientOptions = {
  /** `https://access.example.com`. */
  readonly url: string
  /** A session’s or program’s token; browsers send their cookie without it. */
  readonly token?: string
  readonly fetch?: typeof globalThis.fetch
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which a call is given up as `Unreachable`; without it, when `fetch` gives up. */
  readonly timeout?: number
  /** Told of every answer. */
  readonly seen?: (answered: Answered) => void
}

/** The server refused; `problem` says why and what to do. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** The server did not answer as Compartment does: unreachable, or something else is there. */
export class Unreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(`no answer from \`${url}\`: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'Unreachable'
  }
}

export function createClient(options: ClientOptions): Client {
  const entries = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (args: Record<string, unknown>, more: CallOptions = {}) => call(options, operation, args, more),
  ])
  return Object.fromEntries(entries) as Client
}

async function call(
  options: ClientOptions,
  operation: Operation,
  args: Record<string, unknown>,
  more: CallOptions,
): Promise<unknown> {
  const { url, init } = request(options, operation, args, more)
  let response: Response
  let text: string
  try {
    response = await (options.fetch ?? globalThis.fetch)(url, init)
    if (response.ok && operation.media !== undefined) {
      tell(options, more, operation, response)
      return response.body ?? new ReadableStream()
    }
    text = await response.text()
  } catch (error) {
    throw new Unreachable(options.url, error)
  }
  tell(options, more, operation, response)
  const body = parse(text)
  if (body === undefined) throw new Unreachable(options.url, `it answered ${response.status} without JSON`)
  if (!response.ok) throw refusal(options.url, response.status, body)
  return body
}

function request(
  options: ClientOptions,
  operation: Operation,
  args: Record<string, unknown>,
  { atLeast, ifMatch, signal }: CallOptions,
): { url: URL; init: RequestInit } {
  const { body, ...rest } = args
  const query = { ...rest }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    delete query[name]
    return encodeURIComponent(textOf(rest[name]))
  })
  const url = new URL(path, options.url)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, textOf(value))
  }
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`
  if (operation.body !== undefined) headers['content-type'] = 'application/json'
  if (atLeast !== undefined) headers['compartment-at-least'] = atLeast
  if (ifMatch !== undefined) headers['if-match'] = ifMatch
  // A redirect could carry the token to another host.
  const init: RequestInit = { method: operation.method, headers, redirect: 'error' }
  if (operation.body !== undefined) init.body = JSON.stringify(body ?? {})
  const ends = endsOf(options, signal)
  if (ends !== undefined) init.signal = ends
  return { url, init }
}

function endsOf({ timeout }: ClientOptions, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (timeout === undefined) return signal
  const late = AbortSignal.timeout(timeout)
  return signal === undefined ? late : AbortSignal.any([signal, late])
}

function tell(
  options: ClientOptions,
  more: CallOptions,
  operation: Operation,
  { status, headers }: Response,
): void {
  const revision = headers.get('compartment-revision') ?? undefined
  const answered = { operation: operation.name as OperationName, status, revision, headers }
  options.seen?.(answered)
  more.seen?.(answered)
}

/** Whatever else stands at that address may answer with anything. */
function refusal(url: string, status: number, body: unknown): Error {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
  return isProblem
    ? new Refused(body as Problem)
    : new Unreachable(url, `it answered ${status} and no reason`)
}

/** Parameters are text, numbers and booleans. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
