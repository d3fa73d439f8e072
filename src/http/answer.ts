/** Answers: the only place that knows status codes, and where whatever leaves is parsed through its schema first. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import type { Problem } from '../contract/shapes/answer.ts'
import type { Result } from '../operations/call.ts'
import type { OperationName } from '../contract/table.ts'
import { Refused } from '../operations/refused.ts'
import { endedCookie, sessionCookie } from './cookies.ts'
import type { Needs } from './door.ts'
import { etagOf } from './etag.ts'
import { frameworkRefusal } from './framework-faults.ts'
import { dataHeaders, type Headers } from './headers.ts'
import type { AnyInput } from './input.ts'
import { logFault, logRefusal } from './log.ts'
import { internalProblem, problemOf } from './problem.ts'
import { REVISION } from './revision.ts'

/** An answer on its way out; what replays keep of it. */
export type Ready = { readonly status: number; readonly body: string; readonly headers: Headers }

export type Answers = {
  readonly of: (operation: Operation, input: AnyInput, result: AnyResult) => Ready
  readonly send: (reply: FastifyReply, ready: Ready) => void
  /** Answers anything that was thrown. */
  readonly refuse: (request: FastifyRequest, reply: FastifyReply, thrown: unknown) => void
}

export type AnyResult = Result<OperationName>

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const
const PROBLEM_TYPE = { 'content-type': 'application/problem+json; charset=utf-8' } as const

export function answers(needs: Needs): Answers {
  const fixed = dataHeaders(needs.publicUrl)
  const send = (reply: FastifyReply, { status, body, headers }: Ready): void => {
    void reply.code(status).headers(fixed).headers(headers).send(body)
  }
  const refuseAny = (request: FastifyRequest, reply: FastifyReply, thrown: unknown): void => {
    const refused = refusedOf(needs, thrown)
    if (refused === undefined) {
      const problem = internalProblem()
      logFault(needs.log, request, problem.reference, thrown)
      send(reply, { status: 500, body: JSON.stringify(problem), headers: PROBLEM_TYPE })
      return
    }
    const problem = problemOf(refused)
    logRefusal(needs.log, request, problem, refused, thrown)
    const headers = { ...PROBLEM_TYPE, ...refusalHeaders(problem, refused.more.retryAfter) }
    send(reply, { status: problem.status, body: JSON.stringify(problem), headers })
  }
  return { of: (operation, input, result) => ready(needs.publicUrl, operation, input, result), send, refuse: refuseAny }
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
  const shown = operation.answer.parse(withToken(result, body?.['answer_as'] === 'token'))
  const { revision, session, endsSession } = result
  const tag = etagOf(operation.name, shown)
  const dry = typeof shown === 'object' && shown !== null && 'dry_run' in shown
  return {
    status: dry ? 200 : operation.status,
    body: JSON.stringify(shown),
    headers: {
      ...JSON_TYPE,
      ...(revision !== undefined && { [REVISION]: revision }),
      ...(tag !== undefined && { etag: tag }),
      ...(session !== undefined &&
        body?.['answer_as'] !== 'token' && {
          'set-cookie': sessionCookie(publicUrl, session.token, session.expiresAt),
        }),
      ...(endsSession === true && {
        'set-cookie': endedCookie(publicUrl),
        // Not "cookies": that would reach the sites of hosted applications too.
        'clear-site-data': '"cache", "storage"',
      }),
    },
  }
}

/** A session’s token is in the body only for programs that asked for it; a browser never sees it. */
function withToken({ answer, session }: AnyResult, asked: boolean): unknown {
  if (session === undefined) return answer
  const { token: _, ...rest } = answer as { readonly token?: string }
  return asked ? { ...rest, token: session.token } : rest
}
