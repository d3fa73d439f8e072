/**
 * What each change may write to a journal. Operations declare it in the contract; changes that no request names are
 * listed here. An event that was not declared is a fault of the program, and nothing is written.
 */

import type { Operation } from '../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../contract/table.ts'
import { type Event, type EventType, refuse } from '../core/index.ts'
import { Refused } from './refused.ts'

/** Changes that the server makes by itself or on its own machine. */
const INTERNAL_WRITES = {
  /** In the other organizations of somebody who set a password. */
  recordSignInPath: ['sign_in_path.changed'],
  createOrganization: ['organization.created', 'member.added', 'assignment.created', 'invitation.created'],
  bootstrap: ['organization.created', 'member.added', 'assignment.created', 'invitation.created'],
  /** `admin recover`. */
  recoverAdmin: [
    'member.added',
    'invitation.created',
    'invitation.resent',
    'invitation.accepted',
    'member.activated',
    'member.unblocked',
    'sign_in_path.changed',
    'assignment.created',
    'assignment.deleted',
    'organization.passwords.changed',
  ],
} as const satisfies Record<string, readonly EventType[]>

/** What the guards may write beside any change. */
const BESIDE: ReadonlySet<EventType> = new Set(['expectation.removed', 'expectation.overridden'])

export type ChangeName = OperationName | keyof typeof INTERNAL_WRITES

/** @throws Refused INTERNAL */
export function assertDeclared(name: ChangeName, events: readonly Event[]): void {
  const declared = declaredBy(name)
  const undeclared = events.find(({ type }) => !declared.includes(type) && !BESIDE.has(type))
  if (undeclared === undefined) return
  throw new Refused(refuse('INTERNAL', `\`${name}\` does not declare that it writes \`${undeclared.type}\``))
}

function declaredBy(name: ChangeName): readonly EventType[] {
  if (name in INTERNAL_WRITES) return INTERNAL_WRITES[name as keyof typeof INTERNAL_WRITES]
  return (OPERATIONS[name as OperationName] as Operation).writes ?? []
}
