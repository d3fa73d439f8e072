/** Seats of people in groups, as facts. */
import type { Seat, SeatSource } from '../model/group.ts'
import type { SignInProvider } from '../model/organization.ts'
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

/** Of seats that a provider gives. */
export function providerSource({ key }: Pick<SignInProvider, 'key'>): SeatSource {
  return `sso:${key}`
}

/** What fills a group: one of them does, for a group that a provider or SCIM fills takes no manual members. */
export function sourceOf(snapshot: Snapshot, group: number): SeatSource {
  const { id } = snapshot.groups.at(group)!
  const filling = snapshot.providers.find(({ groupRules = [] }) =>
    groupRules.some((rule) => rule.group === id),
  )
  if (filling !== undefined) return providerSource(filling)
  for (const person of snapshot.index.membersOf(group)) return seatOf(snapshot, person, group)!.source
  return 'manual'
}

/** Whether a provider or SCIM fills the group; such groups take no manual members. */
export function isSynced(snapshot: Snapshot, group: number): boolean {
  return sourceOf(snapshot, group) !== 'manual'
}
