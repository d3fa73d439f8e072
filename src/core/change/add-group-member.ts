/** `group member add`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, memberOrRefusal, noGroup } from './lookup.ts'
import { isRefusal, refuse } from './refusal.ts'
import { isSynced, seatOf } from './seats.ts'

export type AddGroupMember = { readonly group: string; readonly principal: string }

/** Adding someone who is in the group already changes nothing and is no error. */
export function addGroupMember(snapshot: Snapshot, input: AddGroupMember, _context: Context): Outcome {
  const group = findGroup(snapshot, input.group)
  if (group === undefined) return noGroup(input.group)
  const member = memberOrRefusal(snapshot, input.principal)
  if (isRefusal(member)) return member
  const number = snapshot.groups.numberOf(group.id)!
  if (isSynced(snapshot, number)) {
    return refuse(
      'MANAGED_IDENTITY',
      `\`${group.name}\` is filled by single sign-on or SCIM: change it there`,
    )
  }
  if (seatOf(snapshot, snapshot.members.numberOf(member.id)!, number) !== undefined) return []
  const seat = { group: group.id, principal: member.id, source: 'manual' } as const
  return [{ type: 'group.member.added', data: { seat } }]
}
