/**
 * Who may do a remedy: people, not programs and not the one concerned, who can sign in, may do each of its edits where it
 * is done, and hold everything that it gives (G1). Whoever has it from nearest comes first.
 */
import { decide } from '../decision/decide.ts'
import { decidingScope, effectiveSet, grantsOf } from '../decision/held.ts'
import { subjectPeople } from '../decision/touched-people.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Taken, takenBy } from './edit.ts'
import type { Remedy } from './try-out.ts'

export type Performers = {
  /** Ids of accounts. */
  readonly people: readonly string[]
  /** Whether there are more than are named. */
  readonly more: boolean
}

/** By number, those who have a permission at a place from nearest first. */
type Holder = { readonly person: number; readonly id: string; readonly depth: number }

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
  const known = new Map<string, readonly Holder[]>()
  const holders = (taken: Taken): readonly Holder[] => {
    const name = `${taken.permission} ${taken.scope}`
    const found = known.get(name) ?? holdersOf(snapshot, taken, now)
    known.set(name, found)
    return found
  }
  return ({ edits, takes }) => {
    const wanted = edits.map((edit) => takenBy(snapshot, edit))
    const lists = wanted.map(holders)
    const others = lists.slice(1).map((list) => new Set(list.map(({ person }) => person)))
    const holds = holding(snapshot, takes, now)
    const people: string[] = []
    for (const { person, id } of lists[0] ?? []) {
      if (id === except || !others.every((set) => set.has(person)) || !holds(person)) continue
      if (people.length === most) return { people, more: true }
      people.push(id)
    }
    return { people, more: false }
  }
}

function holdersOf(snapshot: Snapshot, { permission, scope }: Taken, now: number): Holder[] {
  const { scopes, index, assignments, vocabulary, sets, members } = snapshot
  const [place, bit] = [scopes.find(scope)!, vocabulary.bitOf(permission)!]
  const people = new Set<number>()
  for (const at of scopes.chain(place)) {
    for (const assignment of index.assignmentsAt(at)) {
      if (!sets.has(index.setOf(assignments.roleOf(assignment)), bit)) continue
      for (const person of subjectPeople(snapshot, assignments.subjectOf(assignment))) people.add(person)
    }
  }
  const holders: Holder[] = []
  for (const person of people) {
    const { id, type } = members.at(person)!
    if (type !== 'user' || !decide(snapshot, id, permission, scope, now).allowed) continue
    const deciding = decidingScope(snapshot, grantsOf(snapshot, person, now), place)
    holders.push({ person, id, depth: scopes.depth(deciding) })
  }
  return holders.toSorted((a, b) => b.depth - a.depth || (a.id < b.id ? -1 : 1))
}

/** Whether somebody holds all of it, as the guard judges it. */
function holding(snapshot: Snapshot, takes: Remedy['takes'], now: number): (person: number) => boolean {
  const { scopes, sets, vocabulary } = snapshot
  const byScope = Array.from(
    Map.groupBy(takes, ({ scope }) => scopes.find(scope)!),
    ([place, keys]) => [place, sets.of(keys.map(({ permission }) => vocabulary.bitOf(permission)!))] as const,
  )
  return (person) =>
    byScope.every(([place, set]) => sets.includes(effectiveSet(snapshot, person, place, now), set))
}
