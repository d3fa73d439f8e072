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

export type Ranked = {
  readonly remedy: Remedy
  /** Organization-wide, newly granted, people, lost, lasting; then among equals. */
  readonly rank: readonly number[]
  /** So that the order is the same wherever it is worked out. */
  readonly text: string
}

export function rankedOf(snapshot: Snapshot, remedy: Remedy): Ranked {
  const { edits, impact, organizationWide, lasting } = remedy
  const { gained, people, lost } = impact.totals
  const depth = Math.max(
    ...edits.map((edit) => snapshot.scopes.depth(snapshot.scopes.find(takenBy(snapshot, edit).scope)!)),
  )
  const kind = Math.max(...edits.map(({ operation }) => KINDS.indexOf(operation)))
  const rank = [Number(organizationWide), gained, people, lost, Number(lasting), kind, -depth]
  return { remedy, rank, text: JSON.stringify(edits) }
}

export function byRank(a: Ranked, b: Ranked): number {
  return compare(a.rank, b.rank) || (a.text < b.text ? -1 : 1)
}

/** @param bound the beginning of a rank */
export function isBehind(bound: readonly number[], { rank }: Ranked): boolean {
  return compare(bound, rank) > 0
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - b[at]!
  return 0
}
