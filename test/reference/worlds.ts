/**
 * Random organizations, small and full of edges: a few people, groups, roles, projects, and dates that fall on, just
 * before and just after the instant at which they will be asked about. The same seed and index give the same world.
 */
import type { Assignment } from '../../src/core/model/assignment.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { type Rng, rngFrom } from './random.ts'
import { catalogues, customRoles } from './world-catalogue.ts'
import { DATES, NOW, WORLD_KEYS } from './world-constants.ts'
import { invitationsFor, members, type People, seats } from './world-people.ts'

const PROJECTS = ['billing', 'web', 'data', 'ops-2']
const ENVIRONMENTS = ['production', 'staging', 'dev']
const BUILT_IN = ['rol_admin', 'rol_deployer', 'rol_readonly', 'rol_viewer']

/** Letters in a shuffled order, so that the order of ids is not the order of making. */
function shuffledIds(rng: Rng, prefix: string, count: number): string[] {
  const letters = 'abcdefghijklm'
  const [start, step] = [rng.below(13), 1 + rng.below(12)]
  return Array.from({ length: count }, (_, i) => `${prefix}_${letters[(start + i * step) % 13]}`)
}

function byId<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export function world(seed: number, index: number): OrganizationState {
  const rng = rngFrom(seed, index)
  const providers = shuffledIds(rng, 'idp', rng.below(3)).map((id) => ({
    id,
    key: id.slice(4),
    displayName: id,
    enabled: rng.chance(0.6),
  }))
  const people: People = {
    ids: shuffledIds(rng, 'usr', 1 + Math.min(rng.below(8), rng.below(8), rng.below(8))),
    strangers: rng.chance(0.4) ? ['usr_x', 'usr_y'].slice(0, 1 + rng.below(2)) : [],
    providers: providers.map((p) => p.id),
  }
  const membership = members(rng, people)
  const groups = shuffledIds(rng, 'grp', rng.below(5)).map((id) => ({ id, name: id, description: '' }))
  const places = placesOf(rng)
  const own = catalogues(rng)
  const roles = customRoles(rng, shuffledIds(rng, 'rol', rng.below(5)), own)
  const roleIds = [...BUILT_IN, ...roles.map((r) => r.id), ...roles.map((r) => r.id)]
  const subjects = [
    ...membership.map(({ id }) => ({ type: 'user' as const, id })),
    ...groups.map(({ id }) => ({ type: 'group' as const, id })),
  ]
  const inner = [...places.projects, ...places.environments].map((s) => s.id)
  // Half of all grants at the organization, so that narrower ones have something to shadow.
  const scopes = ['org_1', ...inner, ...inner.map(() => 'org_1')]
  const assignments = shuffledIds(rng, 'asg', rng.below(12)).map((id) =>
    assignment(rng, { id, role: rng.pick(roleIds), scope: rng.pick(scopes), subject: rng.pick(subjects) }),
  )
  return {
    organization: organization(rng),
    revision: 1 + rng.below(1000),
    providers: byId(providers),
    members: byId(membership),
    invitations: byId(invitationsFor(rng, membership, people.strangers)),
    groups: byId(groups),
    seats: seats(rng, groups, membership),
    roles: byId(roles),
    assignments: byId(assignments),
    projects: byId(places.projects),
    environments: byId(places.environments),
    catalogues: own,
    expectations: [],
    sources: [],
    enabledFeatures: rng
      .some(
        own.flatMap((c) => c.features.filter((f) => f.kind === 'flag')),
        0.5,
      )
      .map((f) => f.key)
      .sort(),
  }
}

function organization(rng: Rng): OrganizationState['organization'] {
  return {
    id: 'org_1',
    name: 'acme',
    displayName: 'Acme',
    tier: rng.pick(['free', 'team', 'enterprise'] as const),
    settings: { invitationLifetime: 604800, sessionIdleLifetime: 43200, sessionAbsoluteLifetime: 2592000 },
    passwords: rng.chance(0.75),
  }
}

function placesOf(rng: Rng): Pick<OrganizationState, 'projects' | 'environments'> {
  const ids = shuffledIds(rng, 'prj', 1 + Math.min(rng.below(4), rng.below(4)))
  const projects = ids.map((id, i) => {
    const name = PROJECTS[i] ?? id
    return { id, name, displayName: name, archived: rng.chance(0.15) }
  })
  const environments = projects.flatMap((p) =>
    ENVIRONMENTS.slice(0, rng.below(4)).map((name) => ({
      id: `env_${p.id.slice(4)}_${name}`,
      project: p.id,
      name,
    })),
  )
  return { projects, environments }
}

function assignment(rng: Rng, base: Pick<Assignment, 'id' | 'role' | 'scope' | 'subject'>): Assignment {
  return { ...base, ...dates(rng), createdAt: NOW - 5000 }
}

function dates(rng: Rng): Pick<Assignment, 'notBefore' | 'expiresAt'> {
  if (rng.chance(0.5)) return {}
  const [a, b] = [rng.pick(DATES), rng.pick(DATES)]
  if (rng.chance(0.3)) return { notBefore: a }
  if (rng.chance(0.6)) return { expiresAt: b }
  return a === b ? { expiresAt: a } : { notBefore: Math.min(a, b), expiresAt: Math.max(a, b) }
}

export type WorldQuestion = { principal: string; permission: string; scope: string; now: number }

const ODD_SCOPES = [
  '',
  'acme',
  'billing/',
  '/production',
  'Billing',
  'billing/production/x',
  'organization/production',
]
const ODD_NAMES = ['usr_nobody', '', '__proto__', 'constructor']
const ODD_KEYS = ['project.reed', '', 'toString', 'Project.Read', 'cases.nothing']

/** Questions mostly about things that exist, at the instants at which something begins or ends, ± 1 ms. */
export function questions(state: OrganizationState, rng: Rng, count = 12): WorldQuestion[] {
  const principals = state.members.map((m) => m.id)
  const recorded = state.invitations.map((i) => i.principal)
  const own = state.catalogues.flatMap((c) => c.families.flatMap((f) => f.permissions.map((p) => p.key)))
  const named = [...state.roles.flatMap((r) => r.permissions.slice(0, 3)), ...own]
  const scopes = [...state.projects, ...state.environments].map((s) => s.id)
  const names = new Map(state.projects.map((p) => [p.id, p.name]))
  const paths = [...names.values(), ...state.environments.map((e) => `${names.get(e.project)}/${e.name}`)]
  return Array.from({ length: count }, () => ({
    principal: rng.chance(0.88) ? rng.pick(principals) : rng.pick([...recorded, ...ODD_NAMES]),
    permission: rng.chance(0.96)
      ? rng.pick(named.length > 0 && rng.chance(0.5) ? named : WORLD_KEYS)
      : rng.pick(ODD_KEYS),
    scope: rng.chance(0.95)
      ? rng.pick([...(rng.chance(0.5) ? scopes : paths), rng.pick(['organization', 'org_1'])])
      : rng.pick(ODD_SCOPES),
    now: rng.chance(0.5) ? NOW : rng.pick(DATES) + rng.pick([-1, 0, 1]),
  }))
}
