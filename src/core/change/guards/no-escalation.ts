/**
 * G1, nobody gives what they do not have (S2-6): each key that a change adds must be one that the actor effectively
 * holds now, at the scope where it is added. Every way of adding comes through here.
 */

import type { Event } from '../../catalogue/events.ts'
import { FAMILIES } from '../../catalogue/permissions.ts'
import { inheriting } from '../../decision/difference.ts'
import { eachHeld } from '../../decision/held.ts'
import { effectiveWithin, type Reach } from '../../decision/token-reach.ts'
import type { Assignment } from '../../model/assignment.ts'
import type { Seat } from '../../model/group.ts'
import type { SignInProvider } from '../../model/organization.ts'
import { ORGANIZATION_NUMBER } from '../../snapshot/scopes.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { assignmentOf, periodAt } from '../../snapshot/state.ts'
import type { Actor } from '../command.ts'
import { type MissingKey, type Refusal, refuse } from '../refusal.ts'
import { same } from '../same.ts'
import type { Guarded } from './guarded.ts'

/** A set of permissions added at a scope, both by number. */
type Added = { readonly scope: number; readonly set: number }

export function noEscalation(guarded: Guarded): Refusal | undefined {
  const missing = missingFor(guarded.before, guarded.actor, addedBy(guarded), guarded.now)
  return missing.length === 0 ? undefined : escalation(missing)
}

/** Every key that the change adds, and where: what whoever makes it has to hold. */
export function keysToHold(guarded: Guarded): MissingKey[] {
  return missingFor(guarded.before, NOBODY, addedBy(guarded), guarded.now)
}

/** Holds nothing. */
const NOBODY: Actor = { type: 'principal', id: '' }

/** @param missing at least one */
export function escalation(missing: readonly MissingKey[]): Refusal {
  const where = [...new Set(missing.map(({ scope }) => `\`${scope}\``))].join(', ')
  return refuse('ESCALATION', `you lack ${countOf(missing)} that this would give at ${where}`, {
    missing,
    next: `compartment access grantors ${missing[0]!.permission} --at ${missing[0]!.scope}`,
  })
}

function countOf(missing: readonly MissingKey[]): string {
  return missing.length === 1 ? `\`${missing[0]!.permission}\`` : `${missing.length} permissions`
}

/** The keys of `added` that the actor does not effectively hold there, sorted. */
function missingFor(before: Snapshot, actor: Actor, added: readonly Added[], now: number): MissingKey[] {
  if (actor.type === 'system') return []
  const person = before.members.numberOf(actor.id)
  const lacking = new Map<string, MissingKey>()
  for (const { scope, set } of added) {
    if (!before.scopes.exists(scope)) continue
    const held = person === undefined ? 0 : effectiveWithin(before, actor.reach, person, scope, now)
    const { path } = before.scopes.at(scope)
    for (const permission of before.vocabulary.keysOf(before.sets.bits(before.sets.difference(set, held)))) {
      lacking.set(`${path} ${permission}`, { permission, scope: path })
    }
  }
  return [...lacking.keys()].toSorted().map((key) => lacking.get(key)!)
}

/** Judged by the outcome: what one event of the change gives and another takes back adds nothing. */
function addedBy({ before, after, events, cells, now }: Guarded): Added[] {
  const added = events.flatMap((event) => addedByEvent(before, after, event, now))
  // Un-shadowing: what comes back where a narrower grant went away.
  for (const cell of cells) {
    if (!cell.widens) continue
    for (const scope of inheriting(before, after, cell)) added.push({ scope, set: cell.gained })
  }
  return added
}

function addedByEvent(before: Snapshot, after: Snapshot, event: Event, now: number): Added[] {
  switch (event.type) {
    case 'assignment.created':
      return ofAssignment(before, after, event.data.assignment.id)
    case 'assignment.updated':
      return ofAssignment(before, after, event.data.after.id)
    case 'group.member.added':
      return ofSeat(before, after, event.data.seat, now)
    case 'role.created':
      return ofRole(before, after, event.data.role.id, now)
    case 'role.updated':
      return ofRole(before, after, event.data.after.id, now)
    case 'provider.added':
      return [accessManagement(before), ...givenByProvider(after, event.data.provider, undefined, now)]
    case 'provider.updated': {
      const given = givenByProvider(after, event.data.after, event.data.before, now)
      return [accessManagement(before), ...given]
    }
    default:
      return []
  }
}

function ofAssignment(before: Snapshot, after: Snapshot, id: string): Added[] {
  const is = assignmentOf(after, id)
  const was = assignmentOf(before, id)
  if (is === undefined || (was !== undefined && !grows(was, is))) return []
  return [{ scope: after.scopes.find(is.scope)!, set: after.index.setOf(after.roles.numberOf(is.role)!) }]
}

/** Whether an edit gives anything: another role, place or holder, or more time. */
function grows(before: Assignment, after: Assignment): boolean {
  const moved = before.role !== after.role || before.scope !== after.scope
  const handed = before.subject.type !== after.subject.type || before.subject.id !== after.subject.id
  const start = (a: Assignment): number => a.notBefore ?? Number.NEGATIVE_INFINITY
  const end = (a: Assignment): number => a.expiresAt ?? Number.POSITIVE_INFINITY
  return moved || handed || start(after) < start(before) || end(after) > end(before)
}

/** A provider decides who is let in as whom, so adding one takes all of the power over access. */
function accessManagement({ sets, vocabulary }: Snapshot): Added {
  const keys = FAMILIES[0].rows.map(([key]) => vocabulary.bitOf(key)!)
  return { scope: ORGANIZATION_NUMBER, set: sets.of(keys) }
}

/** What a provider will give people without asking anybody again: the role of those who join, the seats of its groups. */
function givenByProvider(
  after: Snapshot,
  { autoJoin, groupRules = [] }: SignInProvider,
  was: SignInProvider | undefined,
  now: number,
): Added[] {
  const had = new Set(was?.groupRules?.map(({ value, group }) => `${group} ${value}`))
  const groups = groupRules.filter(({ value, group }) => !had.has(`${group} ${value}`))
  const seats = [...new Set(groups.map(({ group }) => group))].flatMap((group) => ofGroup(after, group, now))
  const role = autoJoin?.role
  if (role === undefined || same(was?.autoJoin, autoJoin)) return seats
  const set = after.index.setOf(after.roles.numberOf(role)!)
  return [...seats, { scope: ORGANIZATION_NUMBER, set }]
}

/** What a seat in a group gives: the roles of its assignments that are not over, each at its scope. */
function ofSeat(before: Snapshot, after: Snapshot, seat: Seat, now: number): Added[] {
  return sits(before, seat) || !sits(after, seat) ? [] : ofGroup(after, seat.group, now)
}

function ofGroup(after: Snapshot, group: string, now: number): Added[] {
  return after.index
    .assignmentsOfGroup(after.groups.numberOf(group)!)
    .filter((assignment) => periodAt(after, assignment)[1] > now)
    .map((assignment) => givenBy(after, assignment))
}

function sits({ members, groups, index }: Snapshot, { group, principal }: Seat): boolean {
  const [person, place] = [members.numberOf(principal), groups.numberOf(group)]
  if (person === undefined || place === undefined) return false
  return index.entry(person).seats.some((seating) => seating.group === place)
}

function givenBy({ assignments, index }: Snapshot, assignment: number): Added {
  return { scope: assignments.scopeOf(assignment), set: index.setOf(assignments.roleOf(assignment)) }
}

/** What a new or edited role adds: at the organization, and wherever it is assigned. */
function ofRole(before: Snapshot, after: Snapshot, id: string, now: number): Added[] {
  const number = after.roles.numberOf(id)
  if (number === undefined) return []
  const had = before.roles.numberOf(id) === undefined ? 0 : before.index.setOf(number)
  const set = after.sets.difference(after.index.setOf(number), had)
  if (set === 0) return []
  const assigned = [...after.index.assignmentsOfRole(number)].filter((n) => periodAt(after, n)[1] > now)
  const scopes = new Set([ORGANIZATION_NUMBER, ...assigned.map((n) => after.assignments.scopeOf(n))])
  return Array.from(scopes, (scope) => ({ scope, set }))
}

/**
 * What a token states must be its owner's already (TOK-06), so that nobody takes it for more than it is.
 * @returns the keys the actor lacks, and where; empty when they hold everything that the grants name
 */
export function missingToReach(snapshot: Snapshot, actor: Actor, reach: Reach, now: number): MissingKey[] {
  const stated = reach.flatMap(({ role, scope }): Added[] => {
    const [number, place] = [snapshot.roles.numberOf(role), snapshot.scopes.find(scope)]
    if (number === undefined || place === undefined) return []
    return [{ scope: place, set: snapshot.index.setOf(number) }]
  })
  return missingFor(snapshot, actor, stated, now)
}

/**
 * Letting someone act as a person (a link shown to an operator) requires every key that the person could use here.
 * @returns the keys the actor lacks, and where; empty when they may
 */
export function missingToActAs(
  snapshot: Snapshot,
  actor: Actor,
  principal: string,
  now: number,
): MissingKey[] {
  const person = snapshot.members.numberOf(principal)
  if (person === undefined) return []
  const usable: Added[] = []
  eachHeld(snapshot, person, (assignment) => {
    if (periodAt(snapshot, assignment)[1] > now) usable.push(givenBy(snapshot, assignment))
  })
  return missingFor(snapshot, actor, usable, now)
}
