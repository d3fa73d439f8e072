/**
 * A refused request as its reference will stand for it: 401, 402, 403 and 404 alike, whatever door it came through. It is
 * handed over and nothing is waited for, so that neither the answer nor its time depends on what is kept.
 */
import type { Problem } from '../contract/shapes/answer.ts'
import type { Denied } from '../operations/denials/denied.ts'
import type { Refused } from '../operations/refused.ts'
import { addressOf } from './address.ts'
import type { Asked } from './request.ts'
import { ORGANIZATION } from './standards.ts'

/** Where a protocol has a body of its own, and no room for the reference in it. */
export const REFERENCE = 'compartment-reference'

/** Whether somebody was told no. */
export function isDenial(status: number): boolean {
  return status >= 401 && status <= 404
}

export function deniedOf(request: Asked, problem: Problem, refused: Refused, at: number): Denied {
  const header = request.headers[ORGANIZATION]
  return {
    reference: problem.reference,
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    refused,
    at,
    operation: request.routeOptions.config.operation,
    params: record(request.params),
    body: record(request.body),
    caller: request.caller,
    address: addressOf(request),
    ...(typeof header === 'string' && { organization: header }),
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
