/**
 * The decision, written from the specification alone: naive, with other structures than the engine's, and no code
 * from `src/`. Where the engine and this disagree, one of them is wrong (R1).
 */
import type { DecisionCode } from '../../src/core/catalogue/codes.ts'
import type { Feature } from '../../src/core/model/catalogue.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import {
  chainOf,
  deciding,
  hasExpired,
  hasUsablePath,
  holdings,
  isKnown,
  keysOfRole,
  memberOf,
  type Place,
  places,
  unionAt,
} from './reference-facts.ts'

export type Question = { principal: string; permission: string; scope: string; now: number }
export type Gate = {
  gate: 'account' | 'signed_up' | 'resource' | 'permission' | 'features'
  status: 'passed' | 'failed' | 'not_reached' | 'not_applicable'
  code?: DecisionCode
}
export type ReferenceAnswer = { allowed: boolean; code: DecisionCode | 'ALLOWED'; gates: Gate[] }
/** What a gate says before it has a name: a code where it fails. */
type Finding = DecisionCode | 'passed' | 'not_reached' | 'not_applicable'

const GATES = ['account', 'signed_up', 'resource', 'permission', 'features'] as const
const ANSWERED_WHEN_ARCHIVED = new Set(['project.read', 'project.archive', 'project.delete'])
const TIER_RANK = { free: 1, team: 2, enterprise: 3 }

/** @returns the verdict, the first failing gate's code or `ALLOWED`, and every gate. */
export function referenceDecide(state: OrganizationState, question: Question): ReferenceAnswer {
  if (!isKnown(state, question.permission)) {
    const gates = GATES.map((gate): Gate => ({ gate, status: 'not_reached' }))
    return { allowed: false, code: 'UNKNOWN_PERMISSION', gates }
  }
  const member = memberOf(state, question.principal)
  const chain = chainOf(state, question.scope)
  const findings: readonly Finding[] = [
    account(state, question.principal, member),
    member === undefined ? 'not_reached' : signedUp(state, member, question.now),
    resource(chain, question.permission),
    member === undefined || chain.length === 0 ? 'not_reached' : permissionGate(state, question, chain),
    member === undefined ? 'not_reached' : features(state, question.permission, member),
  ]
  const gates = GATES.map((gate, i) => named(gate, findings[i] ?? 'not_reached'))
  const code = gates.find((g) => g.status === 'failed')?.code
  return { allowed: code === undefined, code: code ?? 'ALLOWED', gates }
}

function named(gate: Gate['gate'], finding: Finding): Gate {
  if (finding === 'passed' || finding === 'not_reached' || finding === 'not_applicable')
    return { gate, status: finding }
  return { gate, status: 'failed', code: finding }
}

function account(state: OrganizationState, principal: string, member: Member | undefined): Finding {
  if (member !== undefined) return member.access === 'blocked' ? 'BLOCKED' : 'passed'
  const cancelled = state.invitations.some((i) => i.principal === principal && i.state === 'cancelled')
  return cancelled ? 'INVITE_CANCELLED' : 'NOT_A_MEMBER'
}

function signedUp(state: OrganizationState, member: Member, now: number): Finding {
  if (member.type === 'automation') return 'not_applicable'
  if (member.status === 'invited') {
    const pending = state.invitations.find((i) => i.principal === member.id && i.state === 'pending')
    if (pending === undefined) return 'UNUSUAL_ACCOUNT'
    return now < pending.expiresAt ? 'INVITE_PENDING' : 'INVITE_EXPIRED'
  }
  if (hasUsablePath(state, member)) return 'passed'
  if (state.organization.passwords) return 'UNUSUAL_ACCOUNT'
  return member.signInPath.password ? 'SSO_REQUIRED' : 'NO_SSO_IDENTITY'
}

function resource(chain: readonly Place[], permission: string): Finding {
  const nearest = chain[0]
  if (nearest === undefined) return 'UNKNOWN_SCOPE'
  return nearest.archived && !ANSWERED_WHEN_ARCHIVED.has(permission) ? 'PROJECT_ARCHIVED' : 'passed'
}

function permissionGate(state: OrganizationState, question: Question, chain: readonly Place[]): Finding {
  const { principal, permission, now } = question
  const decided = deciding(state, principal, question.scope, now)
  if (decided.keys.includes(permission)) return 'passed'
  const held = holdings(state, principal)
  const has = (place: Place): boolean => unionAt(state, held, place.id, now).includes(permission)
  // The deciding union lacks the key and nearer scopes have no union: any scope of the chain that has it is outer.
  if (decided.place !== undefined) return chain.some(has) ? 'SHADOWED_BY_NARROWER_SCOPE' : 'KEY_NOT_IN_ROLE'
  const expired = held.some(
    ({ assignment }) =>
      chain.some((place) => place.id === assignment.scope) &&
      hasExpired(assignment, now) &&
      keysOfRole(state, assignment.role).includes(permission),
  )
  if (expired) return 'ASSIGNMENT_EXPIRED'
  return places(state).some(has) ? 'ASSIGNED_ELSEWHERE' : 'NO_ASSIGNMENT'
}

/** The features that gate a key. */
export function gating(state: OrganizationState, permission: string): Feature[] {
  return state.catalogues.flatMap((c) => c.features.filter((f) => f.gates.includes(permission)))
}

/** What is wrong with one feature for one person, or nothing. */
export function featureFailure(
  state: OrganizationState,
  feature: Feature,
  member: Member,
): DecisionCode | undefined {
  if (feature.kind === 'flag') return state.enabledFeatures.includes(feature.key) ? undefined : 'FLAG_OFF'
  if (feature.kind === 'beta') return member.betaAccess ? undefined : 'NO_BETA_ACCESS'
  const needed = TIER_RANK[feature.minimumTier ?? 'free']
  return TIER_RANK[state.organization.tier] >= needed ? undefined : 'TIER_TOO_LOW'
}

function features(state: OrganizationState, permission: string, member: Member): Finding {
  const all = gating(state, permission)
  if (all.length === 0) return 'not_applicable'
  const failures = new Set(all.map((f) => featureFailure(state, f, member)))
  const inOrder = ['FLAG_OFF', 'NO_BETA_ACCESS', 'TIER_TOO_LOW'] as const
  return inOrder.find((code) => failures.has(code)) ?? 'passed'
}
