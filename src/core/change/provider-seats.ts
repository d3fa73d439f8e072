/**
 * Seats that a sign-in provider gives: what its group claims say, through its rules and nothing else, exactly as they are
 * spelt. Seats that people gave are none of its business.
 */
import type { Event } from '../catalogue/events.ts'
import type { SignInProvider } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { providerSource, seatOf } from './seats.ts'

/** Ids of the groups that these claims put somebody into. */
export function groupsFor({ groupRules = [] }: SignInProvider, claimed: Iterable<string>): Set<string> {
  const values = new Set(claimed)
  return new Set(groupRules.filter(({ value }) => values.has(value)).map(({ group }) => group))
}

/** What brings a member's seats from this provider to what it says now, one event for each seat. */
export function seatChanges(
  snapshot: Snapshot,
  provider: SignInProvider,
  principal: string,
  claimed: Iterable<string>,
): Event[] {
  const { index, groups, members } = snapshot
  const person = members.numberOf(principal)!
  const source = providerSource(provider)
  const wanted = groupsFor(provider, claimed)
  const lost = index.entry(person).seats.flatMap(({ group }): Event[] => {
    const seat = seatOf(snapshot, person, group)!
    if (seat.source !== source || wanted.has(seat.group)) return []
    return [{ type: 'group.member.removed', data: { seat } }]
  })
  const gained = [...wanted].toSorted().flatMap((group): Event[] => {
    const number = groups.numberOf(group)
    if (number === undefined || seatOf(snapshot, person, number) !== undefined) return []
    return [{ type: 'group.member.added', data: { seat: { group, principal, source } } }]
  })
  return [...lost, ...gained]
}

/** Seats from this provider in groups that none of its rules names. */
export function seatsWithoutRule(snapshot: Snapshot, provider: SignInProvider): Event[] {
  const { groups, index } = snapshot
  const source = providerSource(provider)
  const named = new Set((provider.groupRules ?? []).map(({ group }) => group))
  return Array.from(groups.values()).flatMap(({ id }): Event[] => {
    if (named.has(id)) return []
    const number = groups.numberOf(id)!
    return Array.from(index.membersOf(number)).flatMap((person): Event[] => {
      const seat = seatOf(snapshot, person, number)!
      return seat.source === source ? [{ type: 'group.member.removed', data: { seat } }] : []
    })
  })
}
