/** Logs: one JSON line per event, found by reference; secrets never reach them, and neither do query strings. */
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Problem } from '../contract/shapes/answer.ts'
import type { Refused } from '../operations/refused.ts'
import { addressOf } from './address.ts'
import type { Asked } from './request.ts'

const SECRETS = ['authorization', 'cookie', 'set-cookie', 'token', 'password', 'activation_url', 'secret']

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*["${name}"]`]), censor: '[hidden]' },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** What was asked: the route as the contract spells it, since names and tokens stand in paths and queries. */
function about(request: Asked): Record<string, unknown> {
  return {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    operation: request.routeOptions.config.operation,
    caller: request.caller?.account,
    address: addressOf(request),
  }
}

export function logFault(log: Logger, request: Asked, reference: string, thrown: unknown): void {
  log.error({ ...about(request), reference, error: causeOf(thrown) }, 'request failed')
}

/** The rest of an answer could not be made. */
export function logStreamFault(log: Logger, request: Asked, thrown: unknown): void {
  log.error({ ...about(request), error: causeOf(thrown) }, 'answer broke off')
}

/** @param thrown the fault from below that the refusal stands for, or the refusal itself */
export function logRefusal(
  log: Logger,
  request: Asked,
  problem: Problem,
  { refusal }: Refused,
  thrown: unknown,
): void {
  const facts = {
    ...about(request),
    reference: problem.reference,
    status: problem.status,
    code: refusal.code,
  }
  const cause = problem.status >= 500 ? { error: causeOf(thrown) } : {}
  log[problem.status >= 500 ? 'error' : 'info'](
    { ...facts, detail: refusal.detail, ...cause },
    'request refused',
  )
}

export function logWrite(log: Logger, request: Asked, status: number, revision: string | undefined): void {
  log.info({ ...about(request), status, revision }, 'request done')
}

/** The chain of causes. */
function causeOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return String(thrown)
  const { name, message, stack, cause } = thrown
  return { name, message, stack, ...(cause !== undefined && { cause: causeOf(cause) }) }
}
