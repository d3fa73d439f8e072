/** `user remove`: ends the membership, its assignments and seats, and a pending invitation, in one change (S1-10). */
import type { Event } from '../catalogue/events.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { assignmentAt } from '../snapshot/state.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { isRefusal } from './refusal.ts'
import { seatOf } from './seats.ts'

export type RemoveUser = { readonly principal: string }

export function removeUser(snapshot: Snapshot, { principal }: RemoveUser, _context: Context): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  const person = snapshot.members.numberOf(member.id)!
  const { direct, seats } = snapshot.index.entry(person)
  return [
    ...direct.map(
      (n): Event => ({ type: 'assignment.deleted', data: { assignment: assignmentAt(snapshot, n) } }),
    ),
    ...seats.map(
      ({ group }): Event => ({
        type: 'group.member.removed',
        data: { seat: seatOf(snapshot, person, group)! },
      }),
    ),
    ...cancelled(snapshot, principal),
    { type: 'member.removed', data: { member } },
  ]
}

function cancelled(snapshot: Snapshot, principal: string): Event[] {
  const before = snapshot.invitationOf(principal)
  if (before?.state !== 'pending') return []
  const after = { ...before, state: 'cancelled' as const }
  return [{ type: 'invitation.cancelled', data: { principal, before, after } }]
}
