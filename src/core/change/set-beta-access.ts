/** Switches a person's access to beta features (F61). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { memberOrRefusal } from './lookup.ts'
import { isRefusal } from './refusal.ts'

export type SetBetaAccess = { readonly principal: string; readonly enabled: boolean }

export function setBetaAccess(
  snapshot: Snapshot,
  { principal, enabled }: SetBetaAccess,
  _context: Context,
): Outcome {
  const member = memberOrRefusal(snapshot, principal)
  if (isRefusal(member)) return member
  return [
    { type: 'member.beta_access.changed', data: { principal, before: member.betaAccess, after: enabled } },
  ]
}
