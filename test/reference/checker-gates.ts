/** The checker's five gates: what each must say, and with what evidence (listed in `checker.ts`). */
import type { Certificate, ChainLink, GateResult, Held } from '../../src/core/decision/certificate.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { KeyRing, Rung } from './checker-facts.ts'

export type Finding = Pick<GateResult, 'status' | 'code'> & { evidence: Iterable<string> }
export type Case = {
  state: OrganizationState
  question: Certificate['question']
  member: Member | undefined
  rungs: Rung[]
  ring: KeyRing
}

export const NOT_REACHED: Finding = { status: 'not_reached', evidence: [] }
const ALWAYS_ANSWERED = new Set(['project.read', 'project.archive', 'project.delete'])
const TIERS = ['free', 'team', 'enterprise']

export function account({ state, question, member }: Case): Finding {
  if (member?.access === 'blocked') return { status: 'failed', code: 'BLOCKED', evidence: [member.id] }
  if (member !== undefined) return { status: 'passed', evidence: [member.id] }
  const ended = state.invitations.find((i) => i.principal === question.principal && i.state === 'cancelled')
  if (ended !== undefined) return { status: 'failed', code: 'INVITE_CANCELLED', evidence: [ended.id] }
  return { status: 'failed', code: 'NOT_A_MEMBER', evidence: [] }
}

export function signedUp({ state, question, member }: Case): Finding {
  if (member === undefined) return NOT_REACHED
  if (member.type === 'automation') return { status: 'not_applicable', evidence: [] }
  const local = state.organization.passwords
  const linked = state.providers
    .filter((p) => p.enabled && member.signInPath.providers.includes(p.id))
    .map((p) => p.id)
  if (member.status === 'invited') {
    const invitation = state.invitations.find((i) => i.principal === member.id && i.state === 'pending')
    if (invitation === undefined) return { status: 'failed', code: 'UNUSUAL_ACCOUNT', evidence: [] }
    const over = question.now >= invitation.expiresAt
    return { status: 'failed', code: over ? 'INVITE_EXPIRED' : 'INVITE_PENDING', evidence: [invitation.id] }
  }
  if (linked.length > 0 || (local && member.signInPath.password))
    return { status: 'passed', evidence: linked.sort() }
  if (local) return { status: 'failed', code: 'UNUSUAL_ACCOUNT', evidence: [] }
  return {
    status: 'failed',
    code: member.signInPath.password ? 'SSO_REQUIRED' : 'NO_SSO_IDENTITY',
    evidence: [],
  }
}

export function resource({ rungs, question }: Case): Finding {
  const evidence = rungs.map((r) => r.scope)
  if (rungs.length === 0) return { status: 'failed', code: 'UNKNOWN_SCOPE', evidence }
  const closed = rungs.some((r) => r.archived) && !ALWAYS_ANSWERED.has(question.permission)
  return closed ? { status: 'failed', code: 'PROJECT_ARCHIVED', evidence } : { status: 'passed', evidence }
}

export function permissionGate(
  { question, ring }: Case,
  chain: ChainLink[],
  shadowed: Held[],
  elsewhere: Held[],
): Finding {
  const holds = (h: Held): boolean => ring.has(h.role, question.permission)
  const failed = (code: GateResult['code'], because: readonly Held[]): Finding => {
    return { status: 'failed', ...(code && { code }), evidence: idsOf(because) }
  }
  const link = chain.find((l) => l.decided)
  const active = link?.assignments.filter((h) => h.state === 'in_force') ?? []
  if (link?.permissions.includes(question.permission))
    return { status: 'passed', evidence: idsOf(active.filter(holds)) }
  if (shadowed.length > 0) return failed('SHADOWED_BY_NARROWER_SCOPE', shadowed)
  if (link !== undefined) return failed('KEY_NOT_IN_ROLE', active)
  const late = chain.flatMap((l) => l.assignments.filter((h) => h.state === 'expired' && holds(h)))
  if (late.length > 0) return failed('ASSIGNMENT_EXPIRED', late)
  return elsewhere.length > 0 ? failed('ASSIGNED_ELSEWHERE', elsewhere) : failed('NO_ASSIGNMENT', [])
}

function idsOf(held: readonly Held[]): string[] {
  return [...new Set(held.map((h) => h.assignment))].sort()
}

export function featureGate({ state, question, member }: Case): Finding {
  if (member === undefined) return NOT_REACHED
  const gating = state.catalogues
    .flatMap((c) => c.features)
    .filter((f) => f.gates.includes(question.permission))
  if (gating.length === 0) return { status: 'not_applicable', evidence: [] }
  const off = gating.filter((f) => {
    if (f.kind === 'flag') return !state.enabledFeatures.includes(f.key)
    return f.kind === 'beta'
      ? !member.betaAccess
      : TIERS.indexOf(state.organization.tier) < TIERS.indexOf(f.minimumTier ?? 'free')
  })
  const keys = (features: typeof gating): string[] => [...new Set(features.map((f) => f.key))].sort()
  const kind = (['flag', 'beta', 'tier'] as const).find((k) => off.some((f) => f.kind === k))
  if (kind === undefined) return { status: 'passed', evidence: keys(gating) }
  const code = ({ flag: 'FLAG_OFF', beta: 'NO_BETA_ACCESS', tier: 'TIER_TOO_LOW' } as const)[kind]
  return { status: 'failed', code, evidence: keys(off) }
}
