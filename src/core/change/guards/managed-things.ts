/** G4: built-in roles are not edited, and an automation account changes only through what owns it (S0-13, S2-1). */
import type { Event } from '../../catalogue/events.ts'
import type { Owner } from '../../model/member.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { managedRefusal } from '../managed.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Guarded } from './guarded.ts'

export function managedThings({ before, after, events, through }: Guarded): Refusal | undefined {
  for (const event of events) {
    const refusal = systemRole(event) ?? managed(before, after, event, through)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function systemRole(event: Event): Refusal | undefined {
  const role =
    event.type === 'role.updated'
      ? event.data.before
      : event.type === 'role.deleted'
        ? event.data.role
        : undefined
  if (role?.kind !== 'system') return undefined
  return refuse('SYSTEM_ROLE', `\`${role.name}\` is built in: it cannot be changed or deleted`, {
    next: `compartment role duplicate ${role.name} NAME`,
  })
}

/** The account that an event is about, where events about automation accounts are reserved to their owner. */
function accountOf(event: Event): string | undefined {
  switch (event.type) {
    case 'member.blocked':
    case 'member.unblocked':
    case 'member.activated':
      return event.data.principal
    case 'member.removed':
      return event.data.member.id
    case 'group.member.added':
    case 'group.member.removed':
      return event.data.seat.principal
    case 'assignment.created':
    case 'assignment.deleted':
      return event.data.assignment.subject.type === 'user' ? event.data.assignment.subject.id : undefined
    case 'assignment.updated':
      return event.data.after.subject.type === 'user' ? event.data.after.subject.id : undefined
    default:
      return undefined
  }
}

function managed(
  before: Snapshot,
  after: Snapshot,
  event: Event,
  through: Owner | undefined,
): Refusal | undefined {
  const account = accountOf(event)
  if (account === undefined) return undefined
  const member = before.members.get(account) ?? after.members.get(account)
  if (member?.type !== 'automation') return undefined
  if (through !== undefined && through.type === member.owner?.type && through.id === member.owner.id)
    return undefined
  return managedRefusal(before, member)
}
