/** Answers: the only place that knows status codes, and where whatever leaves is parsed through its schema first. */
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import type { Problem } from '../contract/shapes/answer.ts'
import type { OperationName } from '../contract/table.ts'
import type { Result } from '../operations/call.ts'
import { Refused } from '../operations/refused.ts'
import { endedCookie, flowCookie, sessionCookie } from './cookies.ts'
import { deniedOf, isDenial, REFERENCE } from './denied.ts'
import type { Needs } from './door.ts'
import { etagOf } from './etag.ts'
import { frameworkRefusal } from './framework-faults.ts'
import { HAND_WRITTEN } from './hand-written.ts'
import { dataHeaders, type Headers } from './headers.ts'
import type { AnyInput } from './input.ts'
import { logFault, logRefusal } from './log.ts'
import { internalProblem, problemOf } from './problem.ts'
import type { Asked } from './request.ts'
import { REVISION } from './revision.ts'
import { bodyInProtocol, refusedInProtocol } from './standards.ts'

/** An answer on its way out; what replays keep of it. */
export type Ready = { readonly status: number; readonly body: string; readonly headers: Headers }

export type Answers = {
  readonly of: (operation: Operation, input: AnyInput, result: AnyResult) => Ready
  /** For anything that was thrown; logs it. */
  readonly refusal: (request: Asked, thrown: unknown) => Ready
  readonly send: (reply: FastifyReply, ready: Ready) => void
  readonly refuse: (request: Asked, reply: FastifyReply, thrown: unknown) => void
  /** The same answer where there is no Fastify around it. */
  readonly write: (response: ServerResponse, ready: Ready, last: boolean) => void
}

export type AnyResult = Result<OperationName>

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const
const PROBLEM_TYPE = { 'content-type': 'application/problem+json; charset=utf-8' } as const

export function answers(needs: Needs): Answers {
  const fixed = dataHeaders(needs.publicUrl)
  const flat = Object.entries(fixed).flat()
  const send = (reply: FastifyReply, { status, body, headers }: Ready): void => {
    void reply.code(status).headers(fixed).headers(headers).send(body)
  }
  const refusal = (request: Asked, thrown: unknown): Ready => refusalFor(needs, request, thrown)
  return {
    of: (operation, input, result) => ready(needs.publicUrl, operation, input, result),
    refusal,
    send,
    refuse: (request, reply, thrown) => send(reply, refusal(request, thrown)),
    write: (response, { status, body, headers }, last) => {
      const list = [...flat, 'content-length', String(Buffer.byteLength(body))]
      for (const name in headers) list.push(name, headers[name]!)
      if (last) list.push('connection', 'close')
      response.writeHead(status, list)
      response.end(body)
    },
  }
}

function refusalFor(needs: Needs, request: Asked, thrown: unknown): Ready {
  const refused = refusedInProtocol(request, refusedOf(needs, thrown))
  if (refused === undefined) {
    const problem = internalProblem()
    logFault(needs.log, request, problem.reference, thrown)
    return { status: 500, body: JSON.stringify(problem), headers: PROBLEM_TYPE }
  }
  const problem = problemOf(refused)
  logRefusal(needs.log, request, problem, refused, thrown)
  if (isDenial(problem.status)) needs.denied?.(deniedOf(request, problem, refused, needs.clock()))
  const own = bodyInProtocol(request, problem.status, refused)
  const type = own === undefined ? PROBLEM_TYPE : JSON_TYPE
  const headers = {
    ...type,
    ...refusalHeaders(problem, refused.more.retryAfter),
    ...(own !== undefined && { [REFERENCE]: problem.reference }),
  }
  return { status: problem.status, body: JSON.stringify(own ?? problem), headers }
}

function refusedOf(needs: Needs, thrown: unknown): Refused | undefined {
  return thrown instanceof Refused ? thrown : (frameworkRefusal(thrown) ?? needs.refusalOf(thrown))
}

function refusalHeaders({ status, code }: Problem, retryAfter: number | undefined): Headers {
  // Where it is not known what happened (`INTERNAL`), trying again is not for a program to decide.
  const wait = retryAfter ?? (status === 503 && code !== 'INTERNAL' ? 1 : undefined)
  return {
    ...(wait !== undefined && { 'retry-after': String(Math.ceil(wait)) }),
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  }
}

function ready(publicUrl: string, operation: Operation, { body }: AnyInput, result: AnyResult): Ready {
  const { revision, session, flow, endsSession } = result
  const written = HAND_WRITTEN[operation.name]?.(result)
  if (written !== undefined) {
    const headers = revision === undefined ? JSON_TYPE : { ...JSON_TYPE, [REVISION]: revision }
    return { status: operation.status, body: written, headers }
  }
  const asToken = body?.['answer_as'] === 'token'
  const shown = operation.answer.parse(session === undefined ? result.answer : withToken(result, asToken))
  const headers: Record<string, string> = { ...JSON_TYPE }
  if (revision !== undefined) headers[REVISION] = revision
  const tag = etagOf(operation.name, shown)
  if (tag !== undefined) headers['etag'] = tag
  if (flow !== undefined) headers['set-cookie'] = flowCookie(publicUrl, flow.token, flow.expiresAt)
  if (session !== undefined && !asToken) {
    headers['set-cookie'] = sessionCookie(publicUrl, session.token, session.expiresAt)
  }
  if (endsSession === true) {
    headers['set-cookie'] = endedCookie(publicUrl)
    // Not "cookies": that would reach the sites of hosted applications too.
    headers['clear-site-data'] = '"cache", "storage"'
  }
  return { status: isDry(shown) ? 200 : operation.status, body: JSON.stringify(shown), headers }
}

function isDry(shown: unknown): boolean {
  return typeof shown === 'object' && shown !== null && 'dry_run' in shown
}

/** A session’s token is in the body only for programs that asked for it; a browser never sees it. */
function withToken({ answer, session }: AnyResult, asked: boolean): unknown {
  const { token: _, ...rest } = answer as { readonly token?: string }
  return asked ? { ...rest, token: session!.token } : rest
}
