/**
 * The decision with its certificate. The verdict is the one of the gates listed in it: explaining is deciding with
 * the evidence kept.
 */
import type { DecisionCode } from '../catalogue/codes.ts'
import { CATALOGUE_VERSION } from '../catalogue/permissions.ts'
import type { Member } from '../model/member.ts'
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Certificate, ChainLink, GateName, GateResult, Held } from './certificate.ts'
import { chainLinks, type HeldRow, heldOff, heldOutward, heldRows } from './evidence.ts'
import { featureProblem } from './feature-gate.ts'
import { decidingScope, grantsOf } from './held.ts'
import { expiredOnChain, permissionProblem } from './permission-gate.ts'
import { resourceProblem } from './resource-gate.ts'
import { accountProblem, signUpProblem, usableProviders } from './standing.ts'

const NONE: readonly string[] = Object.freeze([])

/** What was asked, with the numbers of what exists. */
type Asked = {
  readonly principal: string
  readonly permission: string
  readonly bit: number
  readonly place: number | undefined
  readonly now: number
}

type Evidence = { chain: readonly ChainLink[]; shadowed: readonly Held[]; elsewhere: readonly Held[] }

const NO_EVIDENCE: Evidence = { chain: [], shadowed: [], elsewhere: [] }

/** @see decide for the parameters */
export function certify(
  snapshot: Snapshot,
  principal: string,
  permission: string,
  scope: string,
  now: number,
): Certificate {
  const bit = snapshot.vocabulary.bitOf(permission)
  const person = snapshot.members.numberOf(principal)
  const place = snapshot.scopes.find(scope)
  let gates: readonly GateResult[] = NOTHING_ASKED
  let evidence = NO_EVIDENCE
  if (bit !== undefined) {
    const asked = { principal, permission, bit, place, now }
    if (person === undefined) gates = strangerGates(snapshot, asked)
    else ({ gates, evidence } = memberGates(snapshot, person, asked))
  }
  const problem = gates.find((gate) => gate.status === 'failed')?.code
  const code = bit === undefined ? 'UNKNOWN_PERMISSION' : (problem ?? 'ALLOWED')
  return {
    format: 1,
    question: { principal, permission, scope, now },
    organization: snapshot.organization.id,
    revision: snapshot.revision,
    catalogue: CATALOGUE_VERSION,
    gates,
    ...evidence,
    allowed: code === 'ALLOWED',
    code,
  }
}

function notReached(gate: GateName): GateResult {
  return { gate, status: 'not_reached', evidence: NONE }
}

const NOTHING_ASKED: readonly GateResult[] = (
  ['account', 'signed_up', 'resource', 'permission', 'features'] as const
).map(notReached)

function gate(name: GateName, code: DecisionCode | undefined, evidence: readonly string[]): GateResult {
  return code === undefined
    ? { gate: name, status: 'passed', evidence }
    : { gate: name, status: 'failed', code, evidence }
}

function strangerGates(snapshot: Snapshot, asked: Asked): GateResult[] {
  const code = accountProblem(snapshot, asked.principal, undefined)
  const invitation = code === 'INVITE_CANCELLED' ? [snapshot.invitationOf(asked.principal)!.id] : NONE
  return [
    gate('account', code, invitation),
    notReached('signed_up'),
    resourceGate(snapshot, asked),
    notReached('permission'),
    notReached('features'),
  ]
}

function memberGates(
  snapshot: Snapshot,
  person: number,
  asked: Asked,
): { gates: GateResult[]; evidence: Evidence } {
  const member = snapshot.members.at(person)!
  const grants = grantsOf(snapshot, person, asked.now)
  const held = heldRows(snapshot, person, grants, asked.now)
  const permission = permissionEvidence(snapshot, person, asked, grants, held)
  return {
    gates: [
      gate('account', accountProblem(snapshot, member.id, member), [member.id]),
      signUpGate(snapshot, member, asked.now),
      resourceGate(snapshot, asked),
      permission.gate,
      featureGate(snapshot, member, asked.bit),
    ],
    evidence: permission.evidence,
  }
}

function signUpGate(snapshot: Snapshot, member: Member, now: number): GateResult {
  if (member.type === 'automation') return { gate: 'signed_up', status: 'not_applicable', evidence: NONE }
  const invitation = snapshot.invitationOf(member.id)
  const facts =
    member.status === 'active'
      ? usableProviders(snapshot, member.signInPath.providers).toSorted()
      : invitation
        ? [invitation.id]
        : NONE
  return gate('signed_up', signUpProblem(snapshot, member, now), facts)
}

function resourceGate(snapshot: Snapshot, { place, permission }: Asked): GateResult {
  const { scopes } = snapshot
  const ids = place === undefined ? NONE : scopes.chain(place).map((scope) => scopes.at(scope).id)
  return gate('resource', resourceProblem(snapshot, place, permission), ids)
}

function featureGate(snapshot: Snapshot, member: Member, bit: number): GateResult {
  const features = snapshot.vocabulary.gatesOf(bit)
  if (features.length === 0) return { gate: 'features', status: 'not_applicable', evidence: NONE }
  const problem = featureProblem(snapshot, member, bit)
  return gate('features', problem?.code, problem?.features ?? features.map(({ key }) => key).toSorted())
}

function permissionEvidence(
  snapshot: Snapshot,
  person: number,
  { bit, place, now }: Asked,
  grants: Grants,
  held: readonly HeldRow[],
): { gate: GateResult; evidence: Evidence } {
  if (place === undefined) {
    const elsewhere = heldOff(snapshot, held, [], bit)
    return { gate: notReached('permission'), evidence: { ...NO_EVIDENCE, elsewhere } }
  }
  const chain = snapshot.scopes.chain(place)
  const deciding = decidingScope(snapshot, grants, place)
  const evidence = {
    chain: chainLinks(snapshot, grants, held, place, deciding),
    shadowed: heldOutward(snapshot, held, deciding, bit),
    elsewhere: heldOff(snapshot, held, chain, bit),
  }
  const code = permissionProblem(snapshot, grants, { person, bit, scope: place, now })
  const facts = (): readonly string[] => {
    const here = held.filter((row) => row.scope === deciding && row.held.state === 'in_force')
    switch (code) {
      case undefined:
        return idsOf(here.filter((row) => snapshot.sets.has(row.set, bit)).map((row) => row.held))
      case 'SHADOWED_BY_NARROWER_SCOPE':
        return idsOf(evidence.shadowed)
      case 'ASSIGNED_ELSEWHERE':
        return idsOf(evidence.elsewhere)
      case 'KEY_NOT_IN_ROLE':
        return idsOf(here.map((row) => row.held))
      case 'ASSIGNMENT_EXPIRED':
        return sortedSet(
          expiredOnChain(snapshot, grants, person, bit, place, now).map((n) => snapshot.assignments.idOf(n)),
        )
      default:
        return NONE
    }
  }
  return { gate: gate('permission', code, facts()), evidence }
}

function idsOf(held: readonly Held[]): string[] {
  return sortedSet(held.map((row) => row.assignment))
}

function sortedSet(ids: readonly string[]): string[] {
  return ids.length < 2 ? [...ids] : [...new Set(ids)].toSorted()
}
