/** What is known of a member’s role and tenant, in the words of a ticket; of nobody else anything is. */
import { eachHeld } from '../../core/decision/held.ts'
import { assignmentAt, periodAt } from '../../core/snapshot/state.ts'
import type { Scene } from '../scene.ts'

/** Those in force: `viewer at organization, Log Reader at billing (through group Ops)`. */
export function rolesOf({ snapshot, now }: Scene, principal: string): string | undefined {
  const person = snapshot.members.numberOf(principal)
  if (person === undefined || snapshot.members.at(person) === undefined) return undefined
  const held: string[] = []
  eachHeld(snapshot, person, (number, seat) => {
    const [from, until] = periodAt(snapshot, number)
    if (now < from || now >= until) return
    const { role, scope } = assignmentAt(snapshot, number)
    const { path } = snapshot.scopes.at(snapshot.scopes.find(scope)!)
    const through = seat === undefined ? '' : ` (through group ${snapshot.groups.at(seat.group)!.name})`
    held.push(`${snapshot.roles.get(role)!.name} at ${path}${through}`)
  })
  return held.length === 0 ? 'none: nothing is assigned to them' : held.toSorted().join(', ')
}

export function tenantOf({ snapshot }: Scene, principal: string): string | undefined {
  if (snapshot.members.get(principal) === undefined) return undefined
  const { displayName, name } = snapshot.organization
  return `${displayName} (${name})`
}
