/**
 * G2, an admin remains (S1-11): wherever someone could administer the organization before a change, someone still can
 * after it, at every scope, now and at every later date boundary.
 */
import { ADMIN_ROLE } from '../../catalogue/built-in-roles.ts'
import { decidingScope, eachHeld, grantsAt } from '../../decision/held.ts'
import { isReady } from '../../decision/standing.ts'
import { subjectPeople, touchedPeople } from '../../decision/touched-people.ts'
import type { PermissionSets } from '../../snapshot/permission-sets.ts'
import { ORGANIZATION_NUMBER } from '../../snapshot/scopes.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { periodAt } from '../../snapshot/state.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Guarded } from './guarded.ts'

export function adminRemains(guarded: Guarded): Refusal | undefined {
  const { before, after, now } = guarded
  if (!concernsAnAdmin(guarded) || hasLastingAdmin(after, now)) return undefined
  const instants = new Set([now, ...boundariesAfter(before, now), ...boundariesAfter(after, now)])
  const orphan = [...instants].flatMap((at) => orphaned(before, after, at))[0]
  if (orphan === undefined) return undefined
  const { path } = before.scopes.at(orphan)
  const detail = `nobody active with a way to sign in would have the whole admin set at \`${path}\` any more`
  return refuse('LAST_ADMIN', detail, { next: 'compartment role grant EMAIL admin' })
}

/** Whoever was no admin before takes nothing away by changing; most changes are about such people. */
function concernsAnAdmin({ before, after, events }: Guarded): boolean {
  const people = touchedPeople(before, after, events)
  for (const event of events) {
    switch (event.type) {
      case 'organization.passwords.changed':
      case 'provider.updated':
      case 'provider.removed':
        return true
      case 'member.blocked':
      case 'sign_in_path.changed':
        people.add(before.members.numberOf(event.data.principal)!)
        break
      case 'member.removed':
        people.add(before.members.numberOf(event.data.member.id)!)
        break
      default:
        break
    }
  }
  const whole = adminSet(before)
  return [...people].some((person) => before.sets.includes(lastingSet(before, person), whole))
}

/** What the person's assignments at the organization that never end give, now or once they begin. */
function lastingSet(snapshot: Snapshot, person: number): number {
  const { assignments, index, sets } = snapshot
  let set = 0
  eachHeld(snapshot, person, (assignment) => {
    const here = assignments.scopeOf(assignment) === ORGANIZATION_NUMBER
    const lasts = here && periodAt(snapshot, assignment)[1] === Number.POSITIVE_INFINITY
    if (lasts) set = sets.union(set, index.setOf(assignments.roleOf(assignment)))
  })
  return set
}

/** Scopes on both sides that some admin who is not narrowed there reached before, and none does after. */
function orphaned(before: Snapshot, after: Snapshot, at: number): number[] {
  const had = unreached(before, at)
  return [...unreached(after, at)].filter((scope) => before.scopes.exists(scope) && !had.has(scope))
}

/** The built-in keys that an admin needs; keys of application catalogues are not asked for. */
function adminSet(snapshot: Snapshot): number {
  return snapshot.sets.of(ADMIN_ROLE.permissions.map((key) => snapshot.vocabulary.bitOf(key)!))
}

/** Who was found last, for each organization: looked at first the next time. Only where to look, never what is true. */
const FOUND_LAST = new WeakMap<PermissionSets, number>()

/** The usual case, quickly: one admin whom no grant of their own narrows, and whose access no date will ever change. */
function hasLastingAdmin(snapshot: Snapshot, now: number): boolean {
  const { sets } = snapshot
  const last = FOUND_LAST.get(sets)
  if (last !== undefined && isLastingAdmin(snapshot, last, now)) return true
  for (const person of admins(snapshot, now)) {
    if (!isLastingAdmin(snapshot, person, now)) continue
    FOUND_LAST.set(sets, person)
    return true
  }
  return false
}

function isLastingAdmin(snapshot: Snapshot, person: number, now: number): boolean {
  const { members, sets } = snapshot
  if (members.at(person) === undefined || !canAdminister(snapshot, person)) return false
  const grants = grantsAt(snapshot, person, now)
  if (grants.validUntil !== Number.POSITIVE_INFINITY) return false
  const whole = adminSet(snapshot)
  if (!sets.includes(grants.at(ORGANIZATION_NUMBER), whole)) return false
  return grants.scopes().every((scope) => sets.includes(grants.at(scope), whole))
}

/** Scopes at which every admin is narrowed; all of them when there is no admin. */
function unreached(snapshot: Snapshot, at: number): Set<number> {
  let open: Set<number> | undefined
  for (const person of admins(snapshot, at)) {
    const without = new Set(narrowed(snapshot, person, at))
    open = open === undefined ? without : open.intersection(without)
    if (open.size === 0) return open
  }
  return open ?? new Set(snapshot.scopes.below(ORGANIZATION_NUMBER))
}

/** Active people with a usable way in whose lasting assignments at the organization give the whole admin set. */
function* admins(snapshot: Snapshot, at: number): IterableIterator<number> {
  const whole = adminSet(snapshot)
  const lasting = new Map<number, number>()
  const { index, sets, assignments } = snapshot
  for (const assignment of index.assignmentsAt(ORGANIZATION_NUMBER)) {
    const [from, until] = periodAt(snapshot, assignment)
    if (at < from || until !== Number.POSITIVE_INFINITY) continue
    const set = index.setOf(assignments.roleOf(assignment))
    for (const person of subjectPeople(snapshot, assignments.subjectOf(assignment))) {
      const had = lasting.get(person) ?? 0
      const has = sets.union(had, set)
      lasting.set(person, has)
      if (sets.includes(has, whole) && !sets.includes(had, whole) && canAdminister(snapshot, person))
        yield person
    }
  }
}

function canAdminister(snapshot: Snapshot, person: number): boolean {
  const member = snapshot.members.at(person)!
  return member.type === 'user' && isReady(snapshot, member)
}

/** Scopes at which the person effectively lacks an admin key. */
function narrowed(snapshot: Snapshot, person: number, at: number): number[] {
  const whole = adminSet(snapshot)
  const grants = grantsAt(snapshot, person, at)
  const roots = [...grants.scopes()].filter((scope) => !snapshot.sets.includes(grants.at(scope), whole))
  const reached = new Set<number>()
  for (const root of roots) for (const scope of snapshot.scopes.below(root)) reached.add(scope)
  return [...reached].filter((scope) => {
    const deciding = decidingScope(snapshot, grants, scope)
    return !snapshot.sets.includes(grants.at(deciding), whole)
  })
}

function boundariesAfter(snapshot: Snapshot, now: number): number[] {
  const boundaries = new Set<number>()
  for (const number of snapshot.assignments.dated()) {
    for (const at of periodAt(snapshot, number)) if (at > now && Number.isFinite(at)) boundaries.add(at)
  }
  return [...boundaries]
}
