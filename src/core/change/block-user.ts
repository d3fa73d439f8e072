/** `user block`: the member stays, with roles, groups and history, and cannot get in any more (S0-12, F02). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { isRefusal } from './refusal.ts'

export type BlockUser = { readonly principal: string }

/** Blocking whoever is blocked already changes nothing. */
export function blockUser(snapshot: Snapshot, { principal }: BlockUser, _context: Context): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  return member.access === 'blocked' ? [] : [{ type: 'member.blocked', data: { principal } }]
}
