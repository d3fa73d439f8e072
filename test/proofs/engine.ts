/** What the proofs ask of an engine, so that the same proof runs on the real one and on broken ones. */
import type { DecisionCode } from '../../src/core/catalogue/codes.ts'
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { referenceCertify } from '../reference/reference-certify.ts'

export type Answer = { readonly allowed: boolean; readonly code: DecisionCode | 'ALLOWED' }

export type Engine<Snapshot> = {
  snapshotFrom(state: OrganizationState): Snapshot
  stateOf(snapshot: Snapshot): OrganizationState
  decide(snapshot: Snapshot, principal: string, permission: string, scope: string, now: number): Answer
  certify(snapshot: Snapshot, principal: string, permission: string, scope: string, now: number): Certificate
}

/** The reference model in the engine's place: what the mutants break while there is nothing else to break. */
export const referenceEngine: Engine<OrganizationState> = {
  snapshotFrom: (state) => state,
  stateOf: (state) => state,
  decide: (state, principal, permission, scope, now) =>
    referenceCertify(state, { principal, permission, scope, now }),
  certify: (state, principal, permission, scope, now) =>
    referenceCertify(state, { principal, permission, scope, now }),
}
