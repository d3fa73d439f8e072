/** Who may do something somewhere, and through what. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import { decide } from './decide.ts'
import { decidingScope, eachHeld, grantsOf } from './held.ts'
import { subjectPeople } from './touched-people.ts'

/** A person who may, with the assignments that give it to them. */
export type Holder = {
  readonly principal: string
  readonly type: 'user' | 'automation'
  /** `group` is absent for a direct assignment. */
  readonly through: readonly { readonly assignment: string; readonly role: string; readonly group?: string }[]
}

/** Everyone for whom `decide` allows it, sorted by id. Unknown permissions and scopes have nobody. */
export function who(snapshot: Snapshot, permission: string, scope: string, now: number): Holder[] {
  const place = snapshot.scopes.find(scope)
  const bit = snapshot.vocabulary.bitOf(permission)
  if (place === undefined || bit === undefined) return []
  const holders: Holder[] = []
  for (const person of peopleOnChain(snapshot, place)) {
    const member = snapshot.members.at(person)!
    if (!decide(snapshot, member.id, permission, scope, now).allowed) continue
    holders.push({
      principal: member.id,
      type: member.type,
      through: pathsOf(snapshot, person, bit, place, now),
    })
  }
  return holders.toSorted((a, b) => (a.principal < b.principal ? -1 : 1))
}

/** Only who is assigned something on the chain can be allowed anything there. */
function peopleOnChain(snapshot: Snapshot, place: number): Set<number> {
  const people = new Set<number>()
  for (const scope of snapshot.scopes.chain(place)) {
    for (const assignment of snapshot.index.assignmentsAt(scope)) {
      for (const person of subjectPeople(snapshot, snapshot.assignments.subjectOf(assignment)))
        people.add(person)
    }
  }
  return people
}

function pathsOf(
  snapshot: Snapshot,
  person: number,
  bit: number,
  place: number,
  now: number,
): Holder['through'] {
  const { assignments, roles, groups, index, sets } = snapshot
  const deciding = decidingScope(snapshot, grantsOf(snapshot, person, now), place)
  const paths: Holder['through'][number][] = []
  eachHeld(snapshot, person, (number, seat) => {
    const role = assignments.roleOf(number)
    if (assignments.scopeOf(number) !== deciding || !sets.has(index.setOf(role), bit)) return
    const [from, until] = periodAt(snapshot, number)
    if (now < from || until <= now) return
    const group = seat && groups.at(seat.group)!.id
    paths.push({ assignment: assignments.idOf(number), role: roles.at(role)!.id, ...(group && { group }) })
  })
  return paths
}
