/** `group member add` of several people: all of them in one change, or none. */
import type { Event } from '../catalogue/events.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { addGroupMember } from './add-group-member.ts'
import type { Context, Outcome } from './command.ts'
import { isRefusal } from './refusal.ts'

export type AddGroupMembers = { readonly group: string; readonly principals: readonly string[] }

/** Whoever is in the group already is passed over, and whoever is named twice comes in once. */
export function addGroupMembers(
  snapshot: Snapshot,
  { group, principals }: AddGroupMembers,
  context: Context,
): Outcome {
  const events: Event[] = []
  for (const principal of new Set(principals)) {
    const outcome = addGroupMember(snapshot, { group, principal }, context)
    if (isRefusal(outcome)) return outcome
    events.push(...outcome)
  }
  return events
}
