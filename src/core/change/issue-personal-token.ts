/**
 * `token create`, personal: nothing changes in the organization, since such a token gives nothing; but what it states
 * must be its owner's (G1), so that its list of grants is not taken for more than it is.
 */
import type { Reach } from '../decision/token-reach.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { escalation, missingToReach } from './guards/no-escalation.ts'

/** @returns no events, or a refusal */
export function issuePersonalToken(
  snapshot: Snapshot,
  { reach }: { readonly reach: Reach },
  { actor, now }: Context,
): Outcome {
  const missing = missingToReach(snapshot, actor, reach, now)
  return missing.length === 0 ? [] : escalation(missing)
}

/** `token revoke`, personal: nothing changes in the organization. */
export function revokePersonalToken(): Outcome {
  return []
}
