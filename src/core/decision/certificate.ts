/**
 * The certificate: everything a decision rests on, with the ids of the facts, so that someone who does not trust
 * the engine can check it against the organization's state.
 */

import type { DecisionCode } from '../catalogue/codes.ts'
import type { SeatSource } from '../model/group.ts'
import type { ScopeType } from '../model/scope.ts'

export type GateName = 'account' | 'signed_up' | 'resource' | 'permission' | 'features'
export type GateStatus = 'passed' | 'failed' | 'not_reached' | 'not_applicable'

export type GateResult = {
  readonly gate: GateName
  readonly status: GateStatus
  /** Present when the gate failed. */
  readonly code?: DecisionCode
  /** Ids of the facts it rests on: account, invitation, provider, project, assignments, features. */
  readonly evidence: readonly string[]
}

/** An assignment as the decision saw it. */
export type Held = {
  readonly assignment: string
  readonly role: string
  readonly scope: string
  /** Absent when the assignment names the person directly. */
  readonly via?: { readonly group: string; readonly source: SeatSource }
  /** In place of `via` where the reader may not see which group. */
  readonly throughGroup?: true
  readonly state: 'in_force' | 'not_begun' | 'expired'
}

/** One scope of the chain, nearest first. */
export type ChainLink = {
  readonly scope: string
  readonly type: ScopeType
  /** As written: `organization`, `billing`, `billing/production`. */
  readonly path: string
  /** Every assignment of the person there, direct or through a group, sorted by assignment id, then group. */
  readonly assignments: readonly Held[]
  /** The union of the keys of those in force, sorted; empty means no grant. */
  readonly permissions: readonly string[]
  readonly decided: boolean
}

export type Certificate = {
  readonly format: 1
  readonly question: {
    readonly principal: string
    readonly permission: string
    /** As asked: text or id. */
    readonly scope: string
    /** Epoch milliseconds. */
    readonly now: number
  }
  readonly organization: string
  readonly revision: number
  /** Names the built-in catalogue that was in force. */
  readonly catalogue: string
  readonly gates: readonly GateResult[]
  /** Empty when the scope is unknown or there is no membership. */
  readonly chain: readonly ChainLink[]
  /** Assignments in force at scopes outward of the deciding one whose role holds the key, whatever the verdict. */
  readonly shadowed: readonly Held[]
  /** Assignments in force off the chain whose role holds the key. */
  readonly elsewhere: readonly Held[]
  readonly allowed: boolean
  readonly code: DecisionCode | 'ALLOWED'
}
