/**
 * The certificate checker: accepts a certificate only if every statement in it follows from the organization's
 * state. It shares no code with the engine or the reference model, so a decision is believed twice or not at all.
 *
 * The ids that each gate must list as evidence (a gate that is `not_reached` or `not_applicable` lists none):
 * - account: the principal of a member; of someone whose invitation was cancelled, that invitation; else nothing.
 * - signed_up: of an invited person the invitation; of an active one the enabled providers linked, sorted.
 * - resource: the scopes of the chain, nearest first; nothing for an unknown scope. Also without a membership.
 * - permission, passed: the assignments in force at the deciding scope whose role holds the key.
 *   Failed: `SHADOWED_BY_NARROWER_SCOPE` those of `shadowed`, `KEY_NOT_IN_ROLE` those in force at the deciding scope,
 *   `ASSIGNMENT_EXPIRED` the expired ones on the chain whose role holds the key, `ASSIGNED_ELSEWHERE` those of
 *   `elsewhere`, `NO_ASSIGNMENT` nothing. Sorted, each once, whatever the number of paths.
 * - features, passed: keys of all features that gate the permission; failed: of all that are off. Sorted.
 *
 * `shadowed` holds what is in force on the chain outward of the deciding scope with the key, whatever the verdict, in
 * chain order; `elsewhere` what is in force off the chain with the key; both once per path, then by assignment id and
 * group (a direct one first). An unknown permission leaves the gates not reached and the rest empty. Without a
 * membership chain, shadowed and elsewhere are empty. For an unknown scope only `elsewhere` can have entries.
 * Text is ordered by code unit. A field that is `undefined` counts as absent; any other extra field is refused.
 */
import type { Certificate, ChainLink, GateResult, Held } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { heldBy, keyRing, ladder } from './checker-facts.ts'
import {
  account,
  type Case,
  type Finding,
  featureGate,
  NOT_REACHED,
  permissionGate,
  resource,
  signedUp,
} from './checker-gates.ts'
import { CATALOGUE } from './checker-roles.ts'

export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly why: string }
type Question = Certificate['question']

/**
 * @param asked the question that was put. Without it, a certificate that truly answers another question is accepted.
 */
export function checkCertificate(
  state: OrganizationState,
  certificate: Certificate,
  asked?: Question,
): Verdict {
  const expected = expectedFrom(state, certificate.question)
  if (asked !== undefined && !same(certificate.question, asked)) return refuse('answers another question')
  for (const part of Object.keys(expected) as (keyof Certificate)[]) {
    if (!same(certificate[part], expected[part])) return refuse(`\`${part}\` does not follow from the state`)
  }
  const foreign = Object.keys(certificate).filter((part) => !(part in expected))
  return foreign.length > 0 ? refuse(`says more than it can: ${foreign.join(', ')}`) : { accepted: true }
}

function refuse(why: string): Verdict {
  return { accepted: false, why }
}

function expectedFrom(state: OrganizationState, asked: Question): Certificate {
  const { principal, permission, scope, now } = asked
  const question = { principal, permission, scope, now }
  const ring = keyRing(state)
  const known = ring.isKey(permission)
  const member = state.members.find((m) => m.id === principal)
  const it: Case = { state, question, member, rungs: ladder(state, scope), ring }
  const held = known && member !== undefined ? heldBy(state, principal, now) : []
  const chain = member !== undefined && known ? links(it, held) : []
  const useful = held.filter((h) => h.state === 'in_force' && ring.has(h.role, permission))
  const outward = chain.slice(chain.findIndex((link) => link.decided) + 1).map((link) => link.scope)
  const shadowed = chain.some((link) => link.decided)
    ? outward.flatMap((s) => useful.filter((h) => h.scope === s))
    : []
  const elsewhere = useful.filter((h) => chain.every((link) => link.scope !== h.scope))
  const findings: [GateResult['gate'], Finding][] = [
    ['account', account(it)],
    ['signed_up', signedUp(it)],
    ['resource', resource(it)],
    ['permission', chain.length === 0 ? NOT_REACHED : permissionGate(it, chain, shadowed, elsewhere)],
    ['features', featureGate(it)],
  ]
  const gates = findings.map(([gate, finding]) => asGate(gate, known ? finding : NOT_REACHED))
  const failed = gates.find((g) => g.status === 'failed')
  const code = known ? (failed?.code ?? 'ALLOWED') : 'UNKNOWN_PERMISSION'
  const head = { format: 1, question, organization: state.organization.id, revision: state.revision } as const
  return {
    ...head,
    catalogue: CATALOGUE,
    gates,
    chain,
    shadowed,
    elsewhere,
    allowed: code === 'ALLOWED',
    code,
  }
}

function asGate(gate: GateResult['gate'], { status, code, evidence }: Finding): GateResult {
  return code === undefined
    ? { gate, status, evidence: [...evidence] }
    : { gate, status, code, evidence: [...evidence] }
}

/** The scopes of the chain; the first whose union is not empty decides. */
function links({ rungs, ring }: Case, held: readonly Held[]): ChainLink[] {
  let open = true
  return rungs.map(({ scope, type, path }) => {
    const assignments = held.filter((h) => h.scope === scope)
    const union = new Set<string>()
    for (const h of assignments)
      if (h.state === 'in_force') for (const key of ring.keys(h.role)) union.add(key)
    const decided = open && union.size > 0
    if (decided) open = false
    return { scope, type, path, assignments, permissions: [...union].sort(), decided }
  })
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b) || (Array.isArray(a) && a.length !== (b as unknown[]).length))
    return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return Object.keys({ ...x, ...y }).every((key) => same(x[key], y[key]))
}
