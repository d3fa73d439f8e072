/**
 * Whoever is told that they may not do something in an organization they belong to stands in its activity log. Answers to
 * questions about access are no denials: those who ask get them whatever they are.
 */
import type { Operation } from '../../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../../contract/table.ts'
import { CODES } from '../../core/index.ts'
import type { AnyInput } from '../authorize.ts'
import type { Call, UseCase, UseCases } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { actorOf } from './record.ts'

export function denialsNoted(deps: Deps, cases: UseCases): UseCases {
  const entries = Object.entries(cases).map(([name, useCase]) => {
    const operation = OPERATIONS[name as OperationName] as Operation
    if (!('permission' in operation.access)) return [name, useCase]
    const perform = useCase as UseCase<OperationName>
    const noted: UseCase<OperationName> = (input, call) =>
      perform(input, call).catch((error: unknown) => {
        if (error instanceof Refused && isDenial(error)) {
          noteDenial(deps, operation, input as AnyInput, call, error).catch((err: unknown) => {
            deps.logger.error({ err }, 'cannot note a denial')
          })
        }
        throw error
      })
    return [name, noted]
  })
  return Object.fromEntries(entries) as UseCases
}

function isDenial({ refusal, more }: Refused): boolean {
  return (more.status ?? CODES[refusal.code].status) === 403
}

async function noteDenial(
  deps: Deps,
  { name }: Operation,
  { params }: AnyInput,
  call: Call,
  { refusal, more }: Refused,
): Promise<void> {
  const { caller } = call
  const place = params.organization ?? call.organization ?? caller?.organization
  if (caller === undefined || typeof place !== 'string') return
  const living = await deps.organizations.named(place)
  // Whoever is not a member was not denied by it: for them there is no such organization.
  if (living?.snapshot.members.get(caller.account) === undefined) return
  const { requiredPermission: permission, scope } = more
  deps.activity.note({
    type: 'access.denied',
    organization: living.id,
    actor: actorOf(call),
    at: call.now,
    data: { operation: name, code: refusal.code, permission, scope },
  })
}
