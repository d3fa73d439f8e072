/**
 * G1, nobody gives what they do not have (S2-6): each key that a change adds must be one that the actor effectively
 * holds now, at the scope where it is added. Every way of adding comes through here.
 */

import { effectiveSet } from '../../decision/held.ts'
import type { Assignment } from '../../model/assignment.ts'
import { ORGANIZATION_NUMBER } from '../../snapshot/scopes.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { periodAt } from '../../snapshot/state.ts'
import type { Actor } from '../command.ts'
import { type MissingKey, type Refusal, refuse } from '../refusal.ts'
import type { Guarded } from './guarded.ts'

/** A set of permissions added at a scope, both by number. */
type Added = { readonly scope: number; readonly set: number }

export function noEscalation(guarded: Guarded): Refusal | undefined {
  const missing = missingFor(guarded.before, guarded.actor, addedBy(guarded), guarded.now)
  if (missing.length === 0) return undefined
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
    const held = person === undefined ? 0 : effectiveSet(before, person, scope, now)
    const { path } = before.scopes.at(scope)
    for (const permission of before.vocabulary.keysOf(before.sets.bits(before.sets.difference(set, held)))) {
      lacking.set(`${path} ${permission}`, { permission, scope: path })
    }
  }
  return [...lacking.keys()].toSorted().map((key) => lacking.get(key)!)
}

function addedBy({ before, after, events, cells, now }: Guarded): Added[] {
  const added: Added[] = []
  const addAssignment = (assignment: Assignment): void => {
    const role = after.roles.numberOf(assignment.role)!
    added.push({ scope: after.scopes.find(assignment.scope)!, set: after.index.setOf(role) })
  }
  for (const event of events) {
    switch (event.type) {
      case 'assignment.created':
        addAssignment(event.data.assignment)
        break
      case 'assignment.updated':
        if (grows(event.data.before, event.data.after)) addAssignment(event.data.after)
        break
      case 'group.member.added':
        added.push(...ofGroup(after, event.data.seat.group, now))
        break
      case 'role.created':
        added.push(...ofRole(before, after, event.data.role.id, now))
        break
      case 'role.updated':
        added.push(...ofRole(before, after, event.data.after.id, now))
        break
      default:
        break
    }
  }
  // Un-shadowing: what comes back where a narrower grant went away.
  for (const cell of cells) if (cell.widens) added.push({ scope: cell.scope, set: cell.gained })
  return added
}

/** Whether an edit gives anything: another role, place or holder, or more time. */
function grows(before: Assignment, after: Assignment): boolean {
  const moved = before.role !== after.role || before.scope !== after.scope
  const handed = before.subject.type !== after.subject.type || before.subject.id !== after.subject.id
  const start = (a: Assignment): number => a.notBefore ?? Number.NEGATIVE_INFINITY
  const end = (a: Assignment): number => a.expiresAt ?? Number.POSITIVE_INFINITY
  return moved || handed || start(after) < start(before) || end(after) > end(before)
}

/** What a seat in a group gives: the roles of its assignments that are not over, each at its scope. */
function ofGroup(after: Snapshot, group: string, now: number): Added[] {
  const assignments = after.index.assignmentsOfGroup(after.groups.numberOf(group)!)
  return assignments
    .filter((assignment) => periodAt(after, assignment)[1] > now)
    .map((assignment) => ({
      scope: after.assignments.scopeOf(assignment),
      set: after.index.setOf(after.assignments.roleOf(assignment)),
    }))
}

/** What a new or edited role adds: at the organization, and wherever it is assigned. */
function ofRole(before: Snapshot, after: Snapshot, id: string, now: number): Added[] {
  const number = after.roles.numberOf(id)!
  const had = before.roles.numberOf(id) === undefined ? 0 : before.index.setOf(number)
  const set = after.sets.difference(after.index.setOf(number), had)
  if (set === 0) return []
  const assigned = [...after.index.assignmentsOfRole(number)].filter((n) => periodAt(after, n)[1] > now)
  const scopes = new Set([ORGANIZATION_NUMBER, ...assigned.map((n) => after.assignments.scopeOf(n))])
  return Array.from(scopes, (scope) => ({ scope, set }))
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
  const { direct, seats } = snapshot.index.entry(person)
  const numbers = [...direct, ...seats.flatMap((seat) => snapshot.index.assignmentsOfGroup(seat.group))]
  const usable = numbers.filter((assignment) => periodAt(snapshot, assignment)[1] > now)
  const added = usable.map((assignment) => ({
    scope: snapshot.assignments.scopeOf(assignment),
    set: snapshot.index.setOf(snapshot.assignments.roleOf(assignment)),
  }))
  return missingFor(snapshot, actor, added, now)
}
