/** What contributes to the access that somebody has: stored memberships, and whatever fills the groups that they are in. */
import { eachHeld } from '../../core/decision/held.ts'
import type { SeatSource, Snapshot } from '../../core/index.ts'
import { periodAt } from '../../core/snapshot/state.ts'
import { seatProvider } from '../answers/seat-provider.ts'
import type { LivingOrganization } from '../living-organization.ts'

/** Names, each once; empty where nothing is given. */
export function contributing(livings: readonly LivingOrganization[], account: string, now: number): string[] {
  const sources = new Set<string>()
  for (const { snapshot } of livings)
    eachInForce(snapshot, account, now, (_, source) => sources.add(sourceName(snapshot, source)))
  return [...sources]
}

/** Each role once, wherever and through whatever it comes; by name. */
export function rolesHeld(
  snapshot: Snapshot,
  account: string,
  now: number,
): { readonly id: string; readonly name: string }[] {
  const held = new Map<string, string>()
  eachInForce(snapshot, account, now, (assignment) => {
    const { id, name } = snapshot.roles.at(snapshot.assignments.roleOf(assignment))!
    held.set(id, name)
  })
  return Array.from(held, ([id, name]) => ({ id, name })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function eachInForce(
  snapshot: Snapshot,
  account: string,
  now: number,
  visit: (assignment: number, source: SeatSource) => void,
): void {
  eachHeld(snapshot, snapshot.members.numberOf(account)!, (assignment, seat) => {
    const [from, until] = periodAt(snapshot, assignment)
    if (from <= now && now < until) visit(assignment, seat?.source ?? 'manual')
  })
}

function sourceName(snapshot: Snapshot, source: SeatSource): string {
  if (source === 'manual') return 'Stored memberships'
  if (source === 'scim') return 'SCIM'
  return seatProvider(snapshot, source)?.displayName ?? 'Single sign-on'
}
