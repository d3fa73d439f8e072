/** What a decision rests on, as every door tells it, and the short sentence that scenarios compare. */
import type { Certificate, Code, GateStatus, Held, Snapshot } from '../../../src/core/index.ts'

export type HeldEvidence = {
  readonly assignment: string
  readonly role: string
  /** As text. */
  readonly scope: string
  readonly via?: { readonly group: string; readonly source: string }
}

export type Evidence = {
  readonly code: 'ALLOWED' | Code
  readonly gates: readonly {
    readonly gate: string
    readonly status: GateStatus
    readonly code?: Code
    readonly evidence: readonly string[]
  }[]
  readonly chain: readonly {
    readonly path: string
    readonly decided: boolean
    readonly assignments: readonly (HeldEvidence & { readonly state: string })[]
  }[]
  readonly shadowed: readonly HeldEvidence[]
  readonly elsewhere: readonly HeldEvidence[]
  /** Of an unknown permission. */
  readonly suggestions: readonly string[]
}

/** A certificate, with names in place of ids. */
export function evidenceOf(
  certificate: Certificate,
  snapshot: Snapshot,
  suggestions: readonly string[],
): Evidence {
  const named = ({ assignment, role, scope, via }: Held): HeldEvidence => ({
    assignment,
    role: snapshot.roles.get(role)!.name,
    scope: snapshot.scopes.at(snapshot.scopes.find(scope)!).path,
    ...(via && { via: { group: snapshot.groups.get(via.group)!.name, source: via.source } }),
  })
  const { code, gates, chain, shadowed, elsewhere } = certificate
  return {
    code,
    gates,
    chain: chain.map(({ path, decided, assignments }) => ({
      path,
      decided,
      assignments: assignments.map((held) => ({ ...named(held), state: held.state })),
    })),
    shadowed: shadowed.map(named),
    elsewhere: elsewhere.map(named),
    suggestions,
  }
}

/** `decided @billing/production; organization would have allowed through deployer`. */
export function becauseOf(evidence: Evidence): string {
  const { code, chain, elsewhere, suggestions } = evidence
  const decided = `decided @${chain.find((link) => link.decided)?.path ?? 'nowhere'}`
  switch (code) {
    case 'ALLOWED':
      return `${decided} through ${listed(cited(evidence))}`
    case 'SHADOWED_BY_NARROWER_SCOPE':
      return [decided, ...outward(evidence)].join('; ')
    case 'KEY_NOT_IN_ROLE':
      return `${decided}; not in ${listed(cited(evidence))}`
    case 'ASSIGNMENT_EXPIRED':
      return `nothing decides; expired ${placed(cited(evidence))}`
    case 'ASSIGNED_ELSEWHERE':
      return `nothing decides; elsewhere ${placed(elsewhere)}`
    case 'NO_ASSIGNMENT':
      return 'nothing decides'
    case 'UNKNOWN_PERMISSION':
      return suggestions.length === 0 ? 'nothing like it' : `did you mean ${suggestions.join(', ')}`
    default:
      return stopped(evidence)
  }
}

/** The assignments that the permission gate names. */
function cited({ gates, chain }: Evidence): HeldEvidence[] {
  const ids = gates.find(({ gate }) => gate === 'permission')?.evidence ?? []
  return chain.flatMap(({ assignments }) => assignments).filter(({ assignment }) => ids.includes(assignment))
}

function outward({ shadowed, chain }: Evidence): string[] {
  return chain.flatMap(({ path }) => {
    const there = shadowed.filter(({ scope }) => scope === path)
    return there.length === 0 ? [] : [`${path} would have allowed through ${listed(there)}`]
  })
}

function stopped({ gates }: Evidence): string {
  const { gate, evidence } = gates.find(({ status }) => status === 'failed')!
  return gate === 'features' ? `stopped at features by ${evidence.join(', ')}` : `stopped at ${gate}`
}

/** `deployer via ops and viewer`; seats that nobody set by hand say what did. */
function listed(held: readonly HeldEvidence[]): string {
  return unique(held.map(roleText)).join(' and ')
}

function placed(held: readonly HeldEvidence[]): string {
  return unique(held.map((one) => `${roleText(one)} @${one.scope}`)).join(' and ')
}

function roleText({ role, via }: HeldEvidence): string {
  if (via === undefined) return role
  return `${role} via ${via.group}${via.source === 'manual' ? '' : ` (${via.source})`}`
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted()
}
