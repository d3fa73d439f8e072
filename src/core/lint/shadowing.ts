/** Where a nearer grant hides keys that a broader one has: right when it is meant, a surprise when it is not. */
import { decidingScope, grantsOf } from '../decision/held.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Finding } from './finding.ts'

/** Of one person: each scope with a grant of their own that lacks keys of the next grant outward. */
export type Shadow = {
  readonly person: number
  readonly scope: number
  readonly hidden: number
  readonly added: number
}

export function* shadows(snapshot: Snapshot, now: number): IterableIterator<Shadow> {
  const { members, scopes, sets } = snapshot
  for (const member of members.values()) {
    const person = members.numberOf(member.id)!
    const grants = grantsOf(snapshot, person, now)
    for (const scope of grants.scopes()) {
      const outer = decidingScope(snapshot, grants, scopes.parentOf(scope))
      if (outer < 0) continue
      const hidden = sets.difference(grants.at(outer), grants.at(scope))
      const added = sets.difference(grants.at(scope), grants.at(outer))
      if (hidden !== 0 || added !== 0) yield { person, scope, hidden, added }
    }
  }
}

export function shadowing(snapshot: Snapshot, now: number): Finding[] {
  const findings: Finding[] = []
  for (const { person, scope, hidden } of shadows(snapshot, now)) {
    if (hidden === 0) continue
    const principal = snapshot.members.at(person)!.id
    const { id, path } = snapshot.scopes.at(scope)
    const permissions = snapshot.vocabulary.keysOf(snapshot.sets.bits(hidden)).toSorted()
    findings.push({
      rule: 'shadowing',
      about: [principal],
      scope: id,
      detail: `\`${principal}\` has less at \`${path}\` than further out: ${permissions.length} hidden`,
      permissions,
    })
  }
  return findings
}
