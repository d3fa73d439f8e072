/** Seats of people in groups, as facts. */
import type { Seat } from '../model/group.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** The seat of a person in a group, both by number. */
export function seatOf(
  { index, groups, members }: Snapshot,
  person: number,
  group: number,
): Seat | undefined {
  const seating = index.entry(person).seats.find((seat) => seat.group === group)
  return seating && { group: groups.at(group)!.id, principal: members.at(person)!.id, source: seating.source }
}

/** Whether a provider or SCIM fills the group; such groups take no manual members. */
export function isSynced(snapshot: Snapshot, group: number): boolean {
  const { id } = snapshot.groups.at(group)!
  if (snapshot.providers.some(({ groupRules = [] }) => groupRules.some((rule) => rule.group === id)))
    return true
  for (const person of snapshot.index.membersOf(group)) {
    return seatOf(snapshot, person, group)!.source !== 'manual'
  }
  return false
}
