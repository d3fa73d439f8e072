/**
 * Which kind of caller an operation takes, the same for all of them and at every door: what is one's own takes a session,
 * unless the contract says otherwise, and public operations never look at a token. So a token that leaked changes no
 * password, makes no other token, lists no session and proves nobody to be the owner of an account (TOK-05).
 */
import type { Operation } from '../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../contract/table.ts'
import { refuse } from '../core/index.ts'
import type { Call, UseCase, UseCases } from './call.ts'
import { Refused } from './refused.ts'

export function fromTheRightCallers(cases: UseCases): UseCases {
  const entries = Object.entries(cases) as [OperationName, UseCase<OperationName>][]
  return Object.fromEntries(
    entries.map(([name, useCase]) => [name, limited(OPERATIONS[name] as Operation, useCase)]),
  ) as unknown as UseCases
}

function limited(operation: Operation, useCase: UseCase<OperationName>): UseCase<OperationName> {
  if ('public' in operation.access) return (input, call) => useCase(input, withoutToken(call))
  const tokens = operation.tokens ?? ('self' in operation.access ? 'none' : 'any')
  if (tokens === 'any') return useCase
  return async (input, call) => {
    const isService = call.caller?.type === 'automation'
    if (call.caller?.token !== undefined && !(isService && tokens === 'service')) throw sessionsOnly()
    return useCase(input, call)
  }
}

function withoutToken(call: Call): Call {
  return call.caller?.token === undefined ? call : { ...call, caller: undefined }
}

/** What no token does for its owner. */
export function sessionsOnly(): Refused {
  const detail = 'this cannot be done with a token: it takes a session'
  return new Refused(refuse('TOKEN_SCOPE', detail, { next: 'compartment login' }))
}
