/** Assignments that give nobody anything: over, empty, for a group without members, or given twice. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { Finding } from './finding.ts'

export function deadAssignments(snapshot: Snapshot, now: number): Finding[] {
  const { assignments, scopes } = snapshot
  const findings: Finding[] = []
  for (const id of assignments.ids()) {
    const number = assignments.find(id)!
    const why = whyDead(snapshot, number, now)
    if (why === undefined) continue
    const scope = scopes.at(assignments.scopeOf(number)).id
    findings.push({ rule: 'dead_assignment', about: [id], scope, detail: `\`${id}\` gives nothing: ${why}` })
  }
  return findings
}

function whyDead(snapshot: Snapshot, number: number, now: number): string | undefined {
  const { assignments, index } = snapshot
  const subject = assignments.subjectOf(number)
  if (periodAt(snapshot, number)[1] <= now) return 'it is over'
  if (index.setOf(assignments.roleOf(number)) === 0) return 'its role has no permissions'
  if (subject < 0 && index.membersOf(~subject).size === 0) return 'its group has no members'
  const twin = siblings(snapshot, number).find((other) => covers(snapshot, other, number))
  return twin === undefined
    ? undefined
    : `\`${assignments.idOf(twin)}\` gives the same holder at least as much there`
}

/** Other assignments of the same holder. */
function siblings({ assignments, index }: Snapshot, number: number): readonly number[] {
  const subject = assignments.subjectOf(number)
  const all = subject < 0 ? index.assignmentsOfGroup(~subject) : index.entry(subject).direct
  return all.filter((other) => other !== number)
}

/** Whether the first gives all that the second does, at the same scope and for at least as long. */
function covers(snapshot: Snapshot, first: number, second: number): boolean {
  const { assignments, index, sets } = snapshot
  if (assignments.scopeOf(first) !== assignments.scopeOf(second)) return false
  const [outer, inner] = [index.setOf(assignments.roleOf(first)), index.setOf(assignments.roleOf(second))]
  const [from, until] = periodAt(snapshot, first)
  const [begins, ends] = periodAt(snapshot, second)
  if (!sets.includes(outer, inner) || from > begins || until < ends) return false
  // Of two that give exactly the same, the later one is dead.
  const same = outer === inner && from === begins && until === ends
  return !same || assignments.idOf(first) < assignments.idOf(second)
}
