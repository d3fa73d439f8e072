/** Where a standard that an operation speaks wants other headers, statuses or bodies than ours. */
import { createHash } from 'node:crypto'
import type { onRequestHookHandler } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import type { EvaluationFailure } from '../contract/shapes/ofrep.ts'
import { Refused } from '../operations/refused.ts'
import type { Asked } from './request.ts'

/** Names the organization where the path does not: standard paths have no room for it. */
export const ORGANIZATION = 'compartment-organization'
/** A caller’s own name of a request. */
const REQUEST_ID = 'x-request-id'

/** What is done before anything else, so that refusals have it too. */
export function asProtocolDemands({ protocol }: Operation): onRequestHookHandler[] {
  return protocol === 'authzen' ? [echoRequestId] : []
}

/** AuthZEN: a request that has an identifier gets it back. */
const echoRequestId: onRequestHookHandler = (request, reply, done) => {
  const id = request.headers[REQUEST_ID]
  if (id !== undefined) void reply.header(REQUEST_ID, id)
  done()
}

/** Both know 400 for whatever cannot be read, another content type included. */
export function refusedInProtocol(request: Asked, refused: Refused | undefined): Refused | undefined {
  if (refused?.more.status !== 415 || request.routeOptions.config.protocol === undefined) return refused
  return new Refused(refused.refusal, { ...refused.more, status: 400 })
}

/** OFREP: the body of a flag that is not there, and of what cannot be evaluated; else our own. */
export function bodyInProtocol(
  request: Asked,
  status: number,
  refused: Refused,
): EvaluationFailure | undefined {
  if (request.routeOptions.config.protocol !== 'ofrep' || (status !== 400 && status !== 404)) return undefined
  const { key } = request.params as { readonly key?: string }
  const { detail: errorDetails, field } = refused.refusal
  if (status === 404) {
    return field === '/path/key' ? { key: key!, errorCode: 'FLAG_NOT_FOUND', errorDetails } : undefined
  }
  return { ...(key !== undefined && { key }), errorCode: errorCodeOf(refused), errorDetails }
}

function errorCodeOf({ more }: Refused): EvaluationFailure['errorCode'] {
  const pointer = more.errors?.[0]?.pointer ?? ''
  if (pointer === '') return 'PARSE_ERROR'
  if (pointer === '/context/targetingKey') return 'TARGETING_KEY_MISSING'
  return pointer.startsWith('/context') ? 'INVALID_CONTEXT' : 'GENERAL'
}

type Whole = {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** OFREP: an answer that the caller has already is not sent again. */
export function onceInProtocol({ name, protocol }: Operation, request: Asked, whole: Whole): Whole {
  if (protocol !== 'ofrep' || name !== 'ofrepFlags') return whole
  const etag = `"${createHash('sha256').update(whole.body).digest('base64url').slice(0, 22)}"`
  const header = request.headers['if-none-match'] ?? ''
  const had = new Set(header.split(',').map((tag) => tag.trim().replace(/^W\//, '')))
  if (!had.has(etag) && !had.has('*')) return { ...whole, headers: { ...whole.headers, etag } }
  const { 'content-type': _, ...headers } = whole.headers
  return { status: 304, body: '', headers: { ...headers, etag } }
}
