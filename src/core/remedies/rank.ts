/**
 * The order of remedies: permissions newly granted to anyone, people newly affected, permissions that anyone loses,
 * what ends before what lasts. What widens access to the whole organization comes last. Among equals: taking a hindrance
 * away, then what is there already, then what is new; the narrower place first.
 */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Edit, takenBy } from './edit.ts'
import type { Remedy } from './try-out.ts'

const KINDS: readonly Edit['operation'][] = [
  'removeGroupMember',
  'deleteAssignment',
  'updateAssignment',
  'addGroupMember',
  'createAssignment',
  'updateRole',
]

export function ranked(snapshot: Snapshot, remedies: readonly Remedy[]): Remedy[] {
  return remedies
    .map((remedy) => ({ remedy, rank: rankOf(snapshot, remedy), text: JSON.stringify(remedy.edits) }))
    .toSorted((a, b) => compare(a.rank, b.rank) || (a.text < b.text ? -1 : 1))
    .map(({ remedy }) => remedy)
}

function rankOf(snapshot: Snapshot, { edits, impact, organizationWide, lasting }: Remedy): number[] {
  const { gained, people, lost } = impact.totals
  const depth = Math.max(
    ...edits.map((edit) => snapshot.scopes.depth(snapshot.scopes.find(takenBy(snapshot, edit).scope)!)),
  )
  const kind = Math.max(...edits.map(({ operation }) => KINDS.indexOf(operation)))
  return [Number(organizationWide), gained, people, lost, Number(lasting), kind, -depth]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - b[at]!
  return 0
}
