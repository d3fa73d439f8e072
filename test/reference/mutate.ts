/**
 * Lies about a decision: each kind changes one statement of a true certificate so that it no longer follows from the
 * state. A checker that accepts any of them proves nothing (R3).
 */
import type { Certificate, ChainLink, GateResult, Held } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { MUTATE_QUESTION } from './mutate-question.ts'
import type { Rng } from './random.ts'

/** @returns the changed certificate, or nothing where the certificate has no such statement. */
export type Mutation = (
  certificate: Certificate,
  rng: Rng,
  state: OrganizationState,
) => Certificate | undefined

const CODES = [
  'ALLOWED',
  'NOT_A_MEMBER',
  'BLOCKED',
  'UNKNOWN_SCOPE',
  'NO_ASSIGNMENT',
  'KEY_NOT_IN_ROLE',
] as const
const STATUSES = ['passed', 'failed', 'not_reached', 'not_applicable'] as const
const STATES = ['in_force', 'not_begun', 'expired'] as const
type ListName = 'shadowed' | 'elsewhere'

/** Another element than the one given. */
function other<T>(rng: Rng, list: readonly T[], than: T): T {
  return rng.pick(list.filter((x) => x !== than))
}

function at<T>(list: readonly T[], index: number, change: (item: T) => T | undefined): T[] {
  return list.flatMap((item, i) => {
    const changed = i === index ? change(item) : item
    return changed === undefined ? [] : [changed]
  })
}

function gate(
  change: (g: GateResult, rng: Rng) => GateResult | undefined,
  where: (g: GateResult) => boolean = () => true,
): Mutation {
  return (c, rng) => {
    const fit = c.gates.map((g, i) => ({ g, i })).filter(({ g }) => where(g))
    if (fit.length === 0) return undefined
    return { ...c, gates: at(c.gates, rng.pick(fit).i, (g) => change(g, rng)) }
  }
}

function link(
  change: (l: ChainLink, rng: Rng) => ChainLink | undefined,
  where: (l: ChainLink) => boolean = () => true,
): Mutation {
  return (c, rng) => {
    const fit = c.chain.map((l, i) => ({ l, i })).filter(({ l }) => where(l))
    if (fit.length === 0) return undefined
    return { ...c, chain: at(c.chain, rng.pick(fit).i, (l) => change(l, rng)) }
  }
}

function held(change: (h: Held, rng: Rng) => Held | undefined): Mutation {
  return link(
    (l, rng) => ({
      ...l,
      assignments: at(l.assignments, rng.below(l.assignments.length), (h) => change(h, rng)),
    }),
    (l) => l.assignments.length > 0,
  )
}

function drop(list: ListName): Mutation {
  return (c, rng) =>
    c[list].length === 0
      ? undefined
      : { ...c, [list]: at(c[list], rng.below(c[list].length), () => undefined) }
}

function invent(list: ListName): Mutation {
  return (c) => ({ ...c, [list]: [...c[list], { ...INVENTED, scope: c.organization }] })
}

const INVENTED: Held = { assignment: 'asg_zz', role: 'rol_admin', scope: 'org_1', state: 'in_force' }

/** A grant that is not there is told coherently: in the chain, in the union, and as what decided. */
const inventGrant: Mutation = (c) => {
  const first = c.chain[0]
  if (first === undefined) return undefined
  const assignments = [...first.assignments, { ...INVENTED, scope: first.scope }]
  const permissions = [...new Set([...first.permissions, c.question.permission])].toSorted()
  const chain = c.chain.map((l, i) =>
    i === 0 ? { ...l, assignments, permissions, decided: true } : { ...l, decided: false },
  )
  return { ...c, chain, allowed: true, code: 'ALLOWED' }
}

/** Every gate is said to have passed. */
const whitewash: Mutation = (c) => {
  if (c.allowed) return undefined
  const gates = c.gates.map(
    ({ gate: name, evidence }): GateResult => ({ gate: name, status: 'passed', evidence }),
  )
  return { ...c, gates, allowed: true, code: 'ALLOWED' }
}

/** The key and union are said to come from the next scope out. */
const moveDecision: Mutation = (c) => {
  const from = c.chain.findIndex((l) => l.decided)
  if (c.chain.length < 2 || from === -1) return undefined
  return { ...c, chain: c.chain.map((l, i) => ({ ...l, decided: i === (from + 1) % c.chain.length })) }
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...MUTATE_QUESTION,
  'verdict flipped': (c) => ({ ...c, allowed: !c.allowed }),
  'code changed': (c, rng) => ({ ...c, code: other(rng, CODES, c.code) }),
  'revision changed': (c, rng) => ({ ...c, revision: c.revision + rng.pick([-1, 1]) }),
  'organization changed': (c) => ({ ...c, organization: 'org_2' }),
  'catalogue version changed': (c) => ({ ...c, catalogue: `${c.catalogue}0` }),
  'gate status changed': gate((g, rng) => ({ ...g, status: other(rng, STATUSES, g.status) })),
  'gate code changed': gate((g) => ({ ...g, code: g.code === 'NO_ACCOUNT' ? 'BLOCKED' : 'NO_ACCOUNT' })),
  'gate code omitted': gate(
    ({ gate: name, status, evidence }) => ({ gate: name, status, evidence }),
    (g) => g.code !== undefined,
  ),
  'gate omitted': gate(() => undefined),
  'gates in another order': (c) => ({ ...c, gates: c.gates.toReversed() }),
  'evidence omitted': gate(
    (g, rng) => ({ ...g, evidence: at(g.evidence, rng.below(g.evidence.length), () => undefined) }),
    (g) => g.evidence.length > 0,
  ),
  'evidence invented': gate((g) => ({ ...g, evidence: [...g.evidence, 'asg_zz'] })),
  'evidence replaced': gate(
    (g, rng) => ({ ...g, evidence: at(g.evidence, rng.below(g.evidence.length), () => 'asg_zz') }),
    (g) => g.evidence.length > 0,
  ),
  'assignment omitted': held(() => undefined),
  'assignment named otherwise': held((h) => ({ ...h, assignment: 'asg_zz' })),
  'assignment in another state': held((h, rng) => ({ ...h, state: other(rng, STATES, h.state) })),
  'assignment with another role': held((h) => ({
    ...h,
    role: h.role === 'rol_admin' ? 'rol_viewer' : 'rol_admin',
  })),
  'assignment at another scope': held((h) => ({ ...h, scope: `${h.scope}_2` })),
  'assignment by another path': held(({ via, ...h }) => {
    if (via === undefined) return { ...h, via: { group: 'grp_zz', source: 'manual' } }
    return via.source === 'manual' ? { ...h, via: { ...via, source: 'scim' } } : h
  }),
  'assignment invented': link((l) => ({
    ...l,
    assignments: [...l.assignments, { ...INVENTED, scope: l.scope }],
  })),
  'assignment counted twice': link(
    (l) => ({ ...l, assignments: [...l.assignments, ...l.assignments.slice(-1)] }),
    (l) => l.assignments.length > 0,
  ),
  'union with a key more': link((l) => ({ ...l, permissions: [...l.permissions, 'zzz.more'] })),
  'union with a key less': link(
    (l, rng) => ({ ...l, permissions: at(l.permissions, rng.below(l.permissions.length), () => undefined) }),
    (l) => l.permissions.length > 0,
  ),
  'decided flag changed': link((l) => ({ ...l, decided: !l.decided })),
  'decision moved outward': moveDecision,
  'scope omitted': link(() => undefined),
  'scope invented': (c) => {
    const outermost = c.chain.at(-1)
    return outermost && { ...c, chain: [...c.chain, outermost] }
  },
  'scope renamed': link((l) => ({ ...l, path: `${l.path}x` })),
  'scope of another type': link((l) => ({ ...l, type: l.type === 'project' ? 'environment' : 'project' })),
  'shadowed omitted': drop('shadowed'),
  'shadowed invented': invent('shadowed'),
  'elsewhere omitted': drop('elsewhere'),
  'elsewhere invented': invent('elsewhere'),
  'grant invented throughout': inventGrant,
  'all gates said to have passed': whitewash,
}
