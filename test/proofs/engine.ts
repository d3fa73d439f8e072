/** What the proofs ask of an engine, so that the same proof runs on the real one and on broken ones. */
import type { DecisionCode } from '../../src/core/catalogue/codes.ts'
import type { Event } from '../../src/core/catalogue/events.ts'
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { ImpactEntry } from '../reference/reference-impact.ts'

export type Answer = { readonly allowed: boolean; readonly code: DecisionCode | 'ALLOWED' }
export type Holder = {
  readonly principal: string
  readonly through: readonly { readonly assignment: string; readonly group?: string }[]
}
/** What became of a proposed change: refused with a code, or its impact and the state afterwards. */
export type Judged = {
  readonly code?: string
  /** Of an escalation: the keys the actor lacks, and the scope as text. */
  readonly missing?: readonly { readonly permission: string; readonly scope: string }[]
  readonly impact?: readonly ImpactEntry[]
  readonly after?: OrganizationState
}

export type Engine<Snapshot> = {
  snapshotFrom(state: OrganizationState): Snapshot
  stateOf(snapshot: Snapshot): OrganizationState
  decide(snapshot: Snapshot, principal: string, permission: string, scope: string, now: number): Answer
  certify(snapshot: Snapshot, principal: string, permission: string, scope: string, now: number): Certificate
  who(snapshot: Snapshot, permission: string, scope: string, now: number): readonly Holder[]
  what(snapshot: Snapshot, principal: string, scope: string, now: number): readonly string[]
  grantors(snapshot: Snapshot, permissions: readonly string[], scope: string, now: number): readonly string[]
  /** Judged for a person, or for nobody in particular and without asking for consent: a dry run. */
  judge(snapshot: Snapshot, events: readonly Event[], now: number, actor?: string): Judged
}
