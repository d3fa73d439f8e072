/**
 * The certificate as the reference model would write it. It lets the checker and the mutations be tried without the
 * engine, and names the part in which an engine's certificate differs.
 */
import type { Certificate, ChainLink, GateResult, Held } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { featureFailure, type Gate, gating, type Question, referenceDecide } from './reference-decide.ts'
import {
  chainOf,
  deciding,
  type Holding,
  hasBegun,
  hasExpired,
  holdings,
  keysOfRole,
  memberOf,
  unionAt,
} from './reference-facts.ts'

type Lists = Pick<Certificate, 'chain' | 'shadowed' | 'elsewhere'>

export function referenceCertify(state: OrganizationState, question: Question): Certificate {
  const { allowed, code, gates } = referenceDecide(state, question)
  const silent = code === 'UNKNOWN_PERMISSION' || memberOf(state, question.principal) === undefined
  const lists = silent ? { chain: [], shadowed: [], elsewhere: [] } : listsOf(state, question)
  return {
    format: 1,
    question: { ...question },
    organization: state.organization.id,
    revision: state.revision,
    catalogue: '1',
    gates: gates.map((gate) => proven(gate, evidenceOf(state, question, gate, lists))),
    ...lists,
    allowed,
    code,
  }
}

function proven(gate: Gate, evidence: string[]): GateResult {
  return { ...gate, evidence }
}

/** In the order of assignment and group; a direct path comes first. */
function heldList(holding: readonly Holding[], now: number): Held[] {
  const name = (h: Held): string => `${h.assignment}\u0000${h.via?.group ?? ''}`
  return holding
    .map(({ assignment: a, via }): Held => {
      const state = hasExpired(a, now) ? 'expired' : hasBegun(a, now) ? 'in_force' : 'not_begun'
      return { assignment: a.id, role: a.role, scope: a.scope, ...(via && { via }), state }
    })
    .toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
}

function listsOf(state: OrganizationState, { principal, permission, scope, now }: Question): Lists {
  const all = holdings(state, principal)
  const places = chainOf(state, scope)
  const decided = places.findIndex((p) => p.id === deciding(state, principal, scope, now).place?.id)
  const chain = places.map(
    (place, depth): ChainLink => ({
      scope: place.id,
      type: place.type,
      path: place.path,
      assignments: heldList(
        all.filter((h) => h.assignment.scope === place.id),
        now,
      ),
      permissions: unionAt(state, all, place.id, now).toSorted(),
      decided: depth === decided,
    }),
  )
  const useful = heldList(all, now).filter(
    (h) => h.state === 'in_force' && keysOfRole(state, h.role).includes(permission),
  )
  const outer = decided === -1 ? [] : places.slice(decided + 1)
  return {
    chain,
    shadowed: outer.flatMap((place) => useful.filter((h) => h.scope === place.id)),
    elsewhere: useful.filter((h) => !places.some((place) => place.id === h.scope)),
  }
}

function evidenceOf(state: OrganizationState, question: Question, gate: Gate, lists: Lists): string[] {
  if (gate.status === 'not_reached' || gate.status === 'not_applicable') return []
  const member = memberOf(state, question.principal)
  const invitation = state.invitations.find((i) => i.principal === question.principal)
  switch (gate.gate) {
    case 'account':
      if (gate.code === 'INVITE_CANCELLED') return invitation === undefined ? [] : [invitation.id]
      return member === undefined ? [] : [member.id]
    case 'signed_up': {
      if (member?.status === 'invited') return invitation?.state === 'pending' ? [invitation.id] : []
      const linked = member?.signInPath.providers ?? []
      return linked.filter((id) => state.providers.some((p) => p.enabled && p.id === id)).toSorted()
    }
    case 'resource':
      return chainOf(state, question.scope).map((place) => place.id)
    case 'permission':
      return permissionEvidence(state, question, gate, lists)
    case 'features': {
      const failing = gating(state, question.permission).filter(
        (f) =>
          gate.status === 'passed' ||
          (member !== undefined && featureFailure(state, f, member) !== undefined),
      )
      return [...new Set(failing.map((f) => f.key))].toSorted()
    }
  }
}

function permissionEvidence(
  state: OrganizationState,
  question: Question,
  gate: Gate,
  lists: Lists,
): string[] {
  const holdsKey = (h: Held): boolean => keysOfRole(state, h.role).includes(question.permission)
  const onChain = lists.chain.flatMap((link) => link.assignments)
  const here = lists.chain.filter((link) => link.decided).flatMap((link) => link.assignments)
  const inForce = here.filter((h) => h.state === 'in_force')
  const reasons: Partial<Record<string, readonly Held[]>> = {
    passed: inForce.filter(holdsKey),
    SHADOWED_BY_NARROWER_SCOPE: lists.shadowed,
    KEY_NOT_IN_ROLE: inForce,
    ASSIGNMENT_EXPIRED: onChain.filter((h) => h.state === 'expired' && holdsKey(h)),
    ASSIGNED_ELSEWHERE: lists.elsewhere,
  }
  const held = reasons[gate.code ?? gate.status] ?? []
  return [...new Set(held.map((h) => h.assignment))].toSorted()
}
