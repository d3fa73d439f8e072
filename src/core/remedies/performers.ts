/**
 * Who may do a remedy: people, not programs and not the one concerned, who can sign in, may do each of its edits where it
 * is done, and hold everything that it gives (G1). Whoever has it from nearest comes first.
 */
import type { MissingKey } from '../change/refusal.ts'
import { decide } from '../decision/decide.ts'
import { effectiveSet } from '../decision/held.ts'
import { subjectPeople } from '../decision/touched-people.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Taken, takenBy } from './edit.ts'
import type { Remedy } from './try-out.ts'
import { gives, stateOf } from './where.ts'

export type Performers = {
  /** Ids of accounts. */
  readonly people: readonly string[]
  /** Whether there are more than are named. */
  readonly more: boolean
}

/**
 * Works out who may do remedies; what several of them ask for is looked up once.
 * @param except whom it is about. @param most how many are named
 */
export function performersIn(
  snapshot: Snapshot,
  now: number,
  except: string,
  most: number,
): (remedy: Pick<Remedy, 'edits' | 'takes'>) => Performers {
  const known = new Map<string, Levels>()
  const levels = (taken: Taken): Levels => {
    const name = `${taken.permission} ${taken.scope}`
    const found = known.get(name) ?? levelsOf(snapshot, taken, now)
    known.set(name, found)
    return found
  }
  return ({ edits, takes }) => {
    const wanted = edits.map((edit) => takenBy(snapshot, edit))
    const may = (id: string): boolean =>
      wanted.every(({ permission, scope }) => decide(snapshot, id, permission, scope, now).allowed)
    const holds = holding(snapshot, takes(), now)
    const people: string[] = []
    for (const level of levels(wanted.at(-1)!)) {
      for (const id of level()) {
        if (id === except || !may(id) || !holds(snapshot.members.numberOf(id)!)) continue
        if (people.length === most) return { people, more: true }
        people.push(id)
      }
    }
    return { people, more: false }
  }
}

/** For each scope outward, ids of the people who have it there and not nearer; looked up when it is asked for. */
type Levels = readonly (() => readonly string[])[]

function levelsOf(snapshot: Snapshot, { permission, scope }: Taken, now: number): Levels {
  const { scopes, vocabulary } = snapshot
  const bit = vocabulary.bitOf(permission)!
  const seen = new Set<number>()
  return scopes.chain(scopes.find(scope)!).map((place) => {
    let ids: readonly string[] | undefined
    // Asked for in their order, so that nobody comes twice.
    return () => (ids ??= idsAt(snapshot, place, bit, now, seen))
  })
}

/** @param seen people who come from nearer; those found here are added */
function idsAt(snapshot: Snapshot, place: number, bit: number, now: number, seen: Set<number>): string[] {
  const { index, assignments, members } = snapshot
  const ids: string[] = []
  for (const assignment of index.assignmentsAt(place)) {
    if (!gives(snapshot, assignment, bit) || stateOf(snapshot, assignment, now) !== 'in_force') continue
    for (const person of subjectPeople(snapshot, assignments.subjectOf(assignment))) {
      if (seen.has(person)) continue
      seen.add(person)
      const { id, type } = members.at(person)!
      if (type === 'user') ids.push(id)
    }
  }
  return ids.toSorted()
}

/** Whether somebody holds all of it, as the guard judges it. */
function holding(snapshot: Snapshot, takes: readonly MissingKey[], now: number): (person: number) => boolean {
  const { scopes, sets, vocabulary } = snapshot
  const byScope = Array.from(
    Map.groupBy(takes, ({ scope }) => scopes.find(scope)!),
    ([place, keys]) => [place, sets.of(keys.map(({ permission }) => vocabulary.bitOf(permission)!))] as const,
  )
  return (person) =>
    byScope.every(([place, set]) => sets.includes(effectiveSet(snapshot, person, place, now), set))
}
