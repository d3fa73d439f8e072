/**
 * What a certificate lists of a person's assignments. It is put together once, kept with the person's grants and
 * forgotten with them, so that a certificate costs little more than the decision.
 */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { periodAt } from '../snapshot/state.ts'
import type { GateResult, Held } from './certificate.ts'
import { eachHeld } from './held.ts'

/** Every assignment that reaches one person, sorted by id, then group; one list for each of its numbers. */
export type PersonEvidence = {
  readonly held: readonly Held[]
  readonly scopes: readonly number[]
  /** The role's permissions; the empty set for what is not in force. */
  readonly sets: readonly number[]
  /** The first two gates of somebody for whom they are open. */
  open?: readonly [account: GateResult, signedUp: GateResult]
}

/** Of somebody whose grants `grantsOf` just returned. */
export function evidenceOf(snapshot: Snapshot, person: number, now: number): PersonEvidence {
  const { index } = snapshot
  const noted = index.noted(person) as PersonEvidence | undefined
  return noted ?? index.note(person, gather(snapshot, person, now))
}

function gather(snapshot: Snapshot, person: number, now: number): PersonEvidence {
  const rows = rowsOf(snapshot, person, now)
  return {
    held: rows.map(({ held }) => held),
    scopes: rows.map(({ scope }) => scope),
    sets: rows.map(({ held, set }) => (held.state === 'in_force' ? set : 0)),
  }
}

type Row = { readonly held: Held; readonly scope: number; readonly set: number }

/** Every assignment that reaches the person, sorted by assignment id, then group. */
function rowsOf(snapshot: Snapshot, person: number, now: number): Row[] {
  const { assignments, roles, scopes, groups, index } = snapshot
  const rows: Row[] = []
  eachHeld(snapshot, person, (number, seat) => {
    const [from, until] = periodAt(snapshot, number)
    const role = assignments.roleOf(number)
    const scope = assignments.scopeOf(number)
    const held: Held = {
      assignment: assignments.idOf(number),
      role: roles.at(role)!.id,
      scope: scopes.at(scope).id,
      ...(seat && { via: { group: groups.at(seat.group)!.id, source: seat.source } }),
      state: until <= now ? 'expired' : now < from ? 'not_begun' : 'in_force',
    }
    rows.push({ held, scope, set: index.setOf(role) })
  })
  return rows.sort((a, b) => compare(a.held.assignment, b.held.assignment) || compare(groupOf(a), groupOf(b)))
}

function groupOf({ held }: Row): string {
  return held.via?.group ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A person's assignments, seen from a scope. */
export type View = {
  /** By place on the chain, nearest first. */
  readonly onChain: readonly Held[][]
  /** Of those, the ones in force whose role holds the key. */
  readonly holding: readonly Held[][]
  /** In force, off the chain, holding the key. */
  readonly elsewhere: readonly Held[]
}

export function viewFrom(
  { sets: pool }: Snapshot,
  evidence: PersonEvidence,
  chain: readonly number[],
  bit: number,
): View {
  const { held, scopes, sets } = evidence
  const onChain = chain.map((): Held[] => [])
  const holding = chain.map((): Held[] => [])
  const elsewhere: Held[] = []
  for (let row = 0; row < scopes.length; row++) {
    const holds = pool.has(sets[row]!, bit)
    let place = 0
    while (place < chain.length && chain[place] !== scopes[row]) place++
    if (place < chain.length) {
      onChain[place]!.push(held[row]!)
      if (holds) holding[place]!.push(held[row]!)
    } else if (holds) elsewhere.push(held[row]!)
  }
  return { onChain, holding, elsewhere }
}

/** The keys of a set, sorted; each set's are made once. */
export function sortedKeys({ sets, vocabulary }: Snapshot, set: number): readonly string[] {
  return sets.keysOnce(set, () => vocabulary.keysOf(sets.bits(set)).toSorted())
}
