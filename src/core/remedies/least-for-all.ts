/** How much a role that is given, or added to, gives to everybody whom it reaches: counted up to a limit. */
import { effectiveSet } from '../decision/held.ts'
import { subjectPeople } from '../decision/touched-people.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { stateOf } from './where.ts'

/** @param set what every member of the group is given at the place */
export function leastForGroup(
  snapshot: Snapshot,
  { group, place, set }: { readonly group: number; readonly place: number; readonly set: number },
  now: number,
): (limit: number) => number {
  return (limit) => {
    let given = 0
    for (const person of snapshot.index.membersOf(group)) {
      given += countOf(snapshot, set, effectiveSet(snapshot, person, place, now))
      if (given >= limit) break
    }
    return given
  }
}

/** @param bit the permission that is added to the role */
export function leastForHolders(
  snapshot: Snapshot,
  role: number,
  bit: number,
  now: number,
): (limit: number) => number {
  const { index, assignments, sets } = snapshot
  return (limit) => {
    const seen = new Set<string>()
    for (const assignment of index.assignmentsOfRole(role)) {
      if (stateOf(snapshot, assignment, now) !== 'in_force') continue
      const place = assignments.scopeOf(assignment)
      for (const person of subjectPeople(snapshot, assignments.subjectOf(assignment))) {
        if (!sets.has(effectiveSet(snapshot, person, place, now), bit)) seen.add(`${person} ${place}`)
        if (seen.size >= limit) return seen.size
      }
    }
    return seen.size
  }
}

/** How many permissions of `set` are not in `had`. */
export function countOf({ sets }: Snapshot, set: number, had: number): number {
  return sets.includes(had, set) ? 0 : sets.bits(sets.difference(set, had)).length
}
