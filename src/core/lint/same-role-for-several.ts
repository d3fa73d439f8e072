/** One role given directly to several people at one scope: a group would say it once (S2-7). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { Finding } from './finding.ts'

/** From so many on, a group is worth its name. */
const SEVERAL = 3

export function sameRoleForSeveral(snapshot: Snapshot, now: number): Finding[] {
  const { assignments, members, roles, scopes } = snapshot
  const holders = new Map<string, { role: number; scope: number; people: string[] }>()
  for (const id of assignments.ids()) {
    const number = assignments.find(id)!
    const subject = assignments.subjectOf(number)
    if (subject < 0 || members.at(subject)!.type !== 'user' || periodAt(snapshot, number)[1] <= now) continue
    const [role, scope] = [assignments.roleOf(number), assignments.scopeOf(number)]
    const known = holders.get(`${role} ${scope}`) ?? { role, scope, people: [] }
    known.people.push(members.at(subject)!.id)
    holders.set(`${role} ${scope}`, known)
  }
  return [...holders.values()]
    .filter(({ people }) => new Set(people).size >= SEVERAL)
    .map(({ role, scope, people }) => {
      const { id, path } = scopes.at(scope)
      const name = roles.at(role)!.id
      const detail = `${new Set(people).size} people have \`${name}\` directly at \`${path}\`: a group would say it once`
      return { rule: 'same_role_for_several', about: [name, ...new Set(people)], scope: id, detail }
    })
}
