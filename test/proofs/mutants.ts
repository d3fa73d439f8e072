/**
 * Engines that are wrong in one way. Each mistake is put around a right engine: it is given a changed state, or its
 * answer is changed. A proof that does not find every one of them is too weak.
 */
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Answer, Engine } from './engine.ts'

type Wrap = <S>(engine: Engine<S>) => Engine<S>

/** The engine sees another state than it was given. */
function seeing(change: (state: OrganizationState) => OrganizationState): Wrap {
  return (engine) => ({ ...engine, snapshotFrom: (state) => engine.snapshotFrom(change(state)) })
}

/** The engine says one code for another. */
function saying(from: Answer['code'], to: Answer['code']): Wrap {
  const change = <T extends Answer>(answer: T): T =>
    answer.code === from ? { ...answer, code: to, allowed: to === 'ALLOWED' } : answer
  return (engine) => ({
    ...engine,
    decide: (...question) => change(engine.decide(...question)),
    certify: (...question) => change<Certificate>(engine.certify(...question)),
  })
}

const dates = (change: (a: OrganizationState['assignments'][number]) => object): Wrap =>
  seeing((s) => ({ ...s, assignments: s.assignments.map((a) => Object.assign({}, a, change(a))) }))

const members = (change: Partial<OrganizationState['members'][number]>): Wrap =>
  seeing((s) => ({ ...s, members: s.members.map((m) => Object.assign({}, m, change)) }))

const organization = (change: Partial<OrganizationState['organization']>): Wrap =>
  seeing((s) => ({ ...s, organization: { ...s.organization, ...change } }))

/** A built-in key that no world asks about, so that a role with nothing else is a grant. */
const SOMETHING = 'organization.settings.manage'

export const MUTANTS: Readonly<Record<string, Wrap>> = {
  'the end of an assignment is inclusive': dates((a) =>
    a.expiresAt === undefined ? {} : { expiresAt: a.expiresAt + 1 },
  ),
  'the beginning of an assignment is exclusive': dates((a) =>
    a.notBefore === undefined ? {} : { notBefore: a.notBefore + 1 },
  ),
  'assignments begin at once': dates((a) => (a.notBefore === undefined ? {} : { notBefore: 1 })),
  'groups do not count': seeing((s) => ({ ...s, seats: [] })),
  'a seat is overlooked': seeing((s) => ({ ...s, seats: s.seats.slice(1) })),
  'an empty role is a grant': seeing((s) => ({
    ...s,
    roles: s.roles.map((r) =>
      Object.assign({}, r, r.permissions.length === 0 && { permissions: [SOMETHING] }),
    ),
  })),
  'narrow grants fall through': saying('SHADOWED_BY_NARROWER_SCOPE', 'ALLOWED'),
  'shadowing is not named': saying('SHADOWED_BY_NARROWER_SCOPE', 'KEY_NOT_IN_ROLE'),
  'expiry is not named': saying('ASSIGNMENT_EXPIRED', 'NO_ASSIGNMENT'),
  'grants elsewhere are not named': saying('ASSIGNED_ELSEWHERE', 'NO_ASSIGNMENT'),
  'a misspelt key is a silent no': saying('UNKNOWN_PERMISSION', 'NO_ASSIGNMENT'),
  'blocks are ignored': members({ access: 'allowed' }),
  'beta is for all': members({ betaAccess: true }),
  'everyone has a password': seeing((s) => ({
    ...s,
    members: s.members.map((m) =>
      Object.assign({}, m, { signInPath: { password: true, providers: m.signInPath.providers } }),
    ),
  })),
  'archived projects answer': seeing((s) => ({
    ...s,
    projects: s.projects.map((p) => Object.assign({}, p, { archived: false })),
  })),
  'an archived project answers nothing': saying('PROJECT_ARCHIVED', 'UNKNOWN_SCOPE'),
  'disabled providers count': seeing((s) => ({
    ...s,
    providers: s.providers.map((p) => Object.assign({}, p, { enabled: true })),
  })),
  'passwords always count': organization({ passwords: true }),
  'tiers do not count': organization({ tier: 'enterprise' }),
  'flags are on at first': seeing((s) => ({
    ...s,
    enabledFeatures: s.catalogues.flatMap((c) => c.features.map((f) => f.key)),
  })),
  'an invitation lives a millisecond longer': seeing((s) => ({
    ...s,
    invitations: s.invitations.map((i) => Object.assign({}, i, { expiresAt: i.expiresAt + 1 })),
  })),
  'cancelled invitations are forgotten': seeing((s) => ({
    ...s,
    invitations: s.invitations.filter((i) => i.state !== 'cancelled'),
  })),
  'accepted invitations look cancelled': seeing((s) => ({
    ...s,
    invitations: s.invitations.map((i) =>
      Object.assign({}, i, i.state === 'accepted' && { state: 'cancelled' }),
    ),
  })),
}
