/** `group member remove`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, memberOrRefusal, noGroup } from './lookup.ts'
import { isRefusal, refuse } from './refusal.ts'
import { seatOf } from './seats.ts'

export type RemoveGroupMember = { readonly group: string; readonly principal: string }

export function removeGroupMember(snapshot: Snapshot, input: RemoveGroupMember, _context: Context): Outcome {
  const group = findGroup(snapshot, input.group)
  if (group === undefined) return noGroup(input.group)
  const member = memberOrRefusal(snapshot, input.principal)
  if (isRefusal(member)) return member
  const seat = seatOf(snapshot, snapshot.members.numberOf(member.id)!, snapshot.groups.numberOf(group.id)!)
  if (seat === undefined) {
    return refuse('NOT_FOUND', `\`${member.id}\` is not in \`${group.name}\``, {
      field: '/user',
      next: `compartment group member list ${group.id}`,
    })
  }
  if (seat.source !== 'manual') {
    return refuse(
      'MANAGED_IDENTITY',
      `the seat in \`${group.name}\` comes from ${seat.source}: change it there`,
    )
  }
  return [{ type: 'group.member.removed', data: { seat } }]
}
