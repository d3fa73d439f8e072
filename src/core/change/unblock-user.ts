/** `user unblock`: restores everything as it was (S0-12, F02). What a program may do is for what manages it (S0-13). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { managedRefusal } from './managed.ts'
import { isRefusal } from './refusal.ts'

export type UnblockUser = { readonly principal: string }

export function unblockUser(snapshot: Snapshot, { principal }: UnblockUser, _context: Context): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  if (member.type === 'automation') return managedRefusal(snapshot, member)
  return member.access === 'allowed' ? [] : [{ type: 'member.unblocked', data: { principal } }]
}
