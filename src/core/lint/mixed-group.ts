/** Groups whose assignment narrows some of their members and widens others: one grant, two opposite effects. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Finding } from './finding.ts'
import { type Shadow, shadows } from './shadowing.ts'

export function mixedGroups(snapshot: Snapshot, now: number): Finding[] {
  const { assignments, groups, index, scopes } = snapshot
  const effects = new Map<string, Shadow>()
  for (const shadow of shadows(snapshot, now)) effects.set(`${shadow.person} ${shadow.scope}`, shadow)
  const findings: Finding[] = []
  for (const group of groups.values()) {
    const number = groups.numberOf(group.id)!
    const places = new Set(
      index.assignmentsOfGroup(number).map((assignment) => assignments.scopeOf(assignment)),
    )
    for (const scope of places) {
      const seen = Array.from(index.membersOf(number), (person) => effects.get(`${person} ${scope}`))
      const narrowed = seen.filter((effect) => effect !== undefined && effect.hidden !== 0).length
      const widened = seen.filter((effect) => effect === undefined || effect.hidden === 0).length
      if (narrowed === 0 || widened === 0) continue
      const { id, path } = scopes.at(scope)
      const detail = `\`${group.id}\` narrows ${narrowed} and widens ${widened} of its members at \`${path}\``
      findings.push({ rule: 'mixed_group', about: [group.id], scope: id, detail })
    }
  }
  return findings
}
