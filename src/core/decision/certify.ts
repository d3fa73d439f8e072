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
import { evidenceOf, type PersonEvidence, sortedKeys, viewFrom } from './evidence.ts'
import { featureProblem } from './feature-gate.ts'
import { decidingScope, grantsOf } from './held.ts'
import { expiredOnChain, permissionVerdict } from './permission-gate.ts'
import { resourceProblem } from './resource-gate.ts'
import { accountProblem, signUpProblem, usableProviders } from './standing.ts'
import { VERDICTS } from './verdict.ts'

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
  const problem = firstCode(gates)
  const code = bit === undefined ? 'UNKNOWN_PERMISSION' : (problem ?? 'ALLOWED')
  return {
    format: 1,
    question: { principal, permission, scope, now },
    organization: snapshot.organization.id,
    revision: snapshot.revision,
    catalogue: CATALOGUE_VERSION,
    gates,
    chain: evidence.chain,
    shadowed: evidence.shadowed,
    elsewhere: evidence.elsewhere,
    allowed: code === 'ALLOWED',
    code,
  }
}

function firstCode(gates: readonly GateResult[]): DecisionCode | undefined {
  for (const { status, code } of gates) if (status === 'failed') return code
  return undefined
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
  const held = evidenceOf(snapshot, person, asked.now)
  const permission = permissionEvidence(snapshot, person, asked, grants, held)
  const [account, signedUp] = grants.ready
    ? (held.open ??= standingGates(snapshot, member, asked.now))
    : standingGates(snapshot, member, asked.now)
  return {
    gates: [
      account,
      signedUp,
      resourceGate(snapshot, asked),
      permission.gate,
      featureGate(snapshot, member, asked.bit),
    ],
    evidence: permission.evidence,
  }
}

function standingGates(snapshot: Snapshot, member: Member, now: number): readonly [GateResult, GateResult] {
  const account = gate('account', accountProblem(snapshot, member.id, member), [member.id])
  return [account, signUpGate(snapshot, member, now)]
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
  const ids = place === undefined ? NONE : scopes.idsOutward(place)
  return gate('resource', resourceProblem(snapshot, place, permission), ids)
}

const NO_FEATURES: GateResult = { gate: 'features', status: 'not_applicable', evidence: NONE }

function featureGate(snapshot: Snapshot, member: Member, bit: number): GateResult {
  const features = snapshot.vocabulary.gatesOf(bit)
  if (features.length === 0) return NO_FEATURES
  const problem = featureProblem(snapshot, member, bit)
  return gate('features', problem?.code, problem?.features ?? features.map(({ key }) => key).toSorted())
}

function permissionEvidence(
  snapshot: Snapshot,
  person: number,
  { bit, place, now }: Asked,
  grants: Grants,
  held: PersonEvidence,
): { gate: GateResult; evidence: Evidence } {
  const { scopes } = snapshot
  const chain = place === undefined ? [] : scopes.chain(place)
  const { onChain, holding, elsewhere } = viewFrom(snapshot, held, chain, bit)
  if (place === undefined) return { gate: notReached('permission'), evidence: { ...NO_EVIDENCE, elsewhere } }
  const decided = chain.indexOf(decidingScope(snapshot, grants, place))
  const shadowed = decided < 0 ? [] : holding.slice(decided + 1).flat()
  const links = chain.map((scope, at): ChainLink => {
    const { id, type, path } = scopes.at(scope)
    const permissions = sortedKeys(snapshot, grants.at(scope))
    return { scope: id, type, path, assignments: onChain[at]!, permissions, decided: at === decided }
  })
  const { code } = VERDICTS[permissionVerdict(snapshot, grants, person, bit, place, now)]!
  const facts = (): readonly string[] => {
    switch (code) {
      case 'ALLOWED':
        return idsInOrder(holding[decided]!)
      case 'SHADOWED_BY_NARROWER_SCOPE':
        return idsInOrder(shadowed).toSorted()
      case 'ASSIGNED_ELSEWHERE':
        return idsInOrder(elsewhere)
      case 'KEY_NOT_IN_ROLE':
        return idsInOrder(onChain[decided]!.filter(({ state }) => state === 'in_force'))
      case 'ASSIGNMENT_EXPIRED': {
        const expired = expiredOnChain(snapshot, grants, person, bit, place, now)
        return [...new Set(expired.map((number) => snapshot.assignments.idOf(number)))].toSorted()
      }
      default:
        return NONE
    }
  }
  return {
    gate: gate('permission', code === 'ALLOWED' ? undefined : code, facts()),
    evidence: { chain: links, shadowed, elsewhere },
  }
}

/** The ids of what is sorted by them, each once: an assignment that comes through several groups has several rows. */
function idsInOrder(held: readonly Held[]): string[] {
  const ids: string[] = []
  for (const { assignment } of held) if (ids[ids.length - 1] !== assignment) ids.push(assignment)
  return ids
}
