/**
 * Which expectations a change breaks: of whom and where one does not hold after it, now or from a later date on, though
 * it held before or did not concern them. What no longer held anyway is not broken again. Only expectations about people
 * whom the change touches are looked at, and those about environments that it makes.
 */
import { laterBoundaries } from '../../decision/difference.ts'
import { type Failing, failingAt, holdsAt, peopleOf, placesOf } from '../../decision/expected.ts'
import { touchedPeople } from '../../decision/touched-people.ts'
import { ANYWHERE, type Expectation } from '../../model/expectation.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Guarded } from './guarded.ts'

/** Sorted by expectation, person, scope. */
export function brokenExpectations(guarded: Guarded): Failing[] {
  const { before, after, events } = guarded
  // What the change itself adds was judged by its command.
  const known = new Set(before.expectations)
  const standing = after.expectations.filter((expectation) => known.has(expectation))
  if (standing.length === 0) return []
  const bySubject = Map.groupBy(standing, ({ subject }) => subject.id)
  const broken = new Map<string, Failing>()
  const look = (expectation: Expectation, person: number): void => {
    for (const found of brokenFor(guarded, expectation, person)) {
      broken.set(`${expectation.id} ${found.principal} ${found.scope}`, found)
    }
  }
  for (const person of touchedPeople(before, after, events)) {
    for (const id of subjectsOf(after, person)) {
      for (const expectation of bySubject.get(id) ?? []) look(expectation, person)
    }
  }
  for (const name of newEnvironments(guarded)) {
    for (const expectation of standing.filter(({ scope }) => scope === `*/${name}`)) {
      for (const person of peopleOf(after, expectation)) look(expectation, person)
    }
  }
  return [...broken.keys()].toSorted().map((key) => broken.get(key)!)
}

/** Ids of what an expectation about the person can name: themselves and their groups. */
function subjectsOf({ members, groups, index }: Snapshot, person: number): string[] {
  const member = members.at(person)
  if (member === undefined) return []
  return [member.id, ...index.entry(person).seats.map(({ group }) => groups.at(group)!.id)]
}

function newEnvironments({ events }: Guarded): Set<string> {
  const made = events.flatMap((event) =>
    event.type === 'environment.created' ? event.data.environment.name : [],
  )
  return new Set(made)
}

function* brokenFor(
  { before, after, now }: Guarded,
  expectation: Expectation,
  person: number,
): IterableIterator<Failing> {
  const concerned = concerns(before, expectation, after.members.at(person)!.id)
  for (const at of [now, ...laterBoundaries(before, after, person, now)]) {
    const places = placesOf(after, expectation, person, at)
    // Where a grant of their own went away, what is inherited from further out now fails.
    const left = concerned ? placesOf(before, expectation, person, at) : []
    for (const scope of new Set([...places, ...left])) {
      if (!after.scopes.exists(scope)) continue
      if (holdsAt(after, expectation, person, scope, at)) continue
      const was = concerned ? formerly(before, after, expectation, scope) : undefined
      const failedBefore = was !== undefined && !holdsAt(before, expectation, person, was, at)
      if (!failedBefore) yield failingAt(after, expectation, person, scope)
    }
  }
}

/** Whether it was about this person before the change. */
function concerns({ members, groups, index }: Snapshot, { subject }: Expectation, id: string): boolean {
  const person = members.numberOf(id)
  if (person === undefined) return false
  if (subject.type === 'user') return subject.id === id
  const group = groups.numberOf(subject.id)
  return index.entry(person).seats.some((seat) => seat.group === group)
}

/** Where the scope was before the change: `anywhere` covered a new one through what lies around it. */
function formerly(
  before: Snapshot,
  after: Snapshot,
  { scope: said }: Expectation,
  scope: number,
): number | undefined {
  if (said !== ANYWHERE) return before.scopes.exists(scope) ? scope : undefined
  let at = scope
  while (!before.scopes.exists(at)) at = after.scopes.parentOf(at)
  return at
}
