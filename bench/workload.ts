/**
 * Workload W: 10,000 people, 200 groups (two seats a person), 100 projects × 3 environments, 4 built-in and 20 custom
 * roles, 40 keys, 30,000 assignments (90 % to people; 10 % organization, 40 % project, 50 % environment; 2 % dated).
 */

import { BUILT_IN_ROLES, DEFAULT_SETTINGS, type Member, PERMISSION_KEYS } from '../src/core/index.ts'
import type { Assignment } from '../src/core/model/assignment.ts'
import type { OrganizationState } from '../src/core/model/state.ts'
import { type Random, randomFrom } from './random.ts'

export const SEED = 20_261_121
/** The instant at which every check asks. */
export const NOW = Date.UTC(2026, 10, 21)
const YEAR = 365 * 24 * 3600 * 1000

export type Size = {
  /** People, groups, projects and assignments, times this. */
  readonly scale: number
  /** Assignments per person, times this. */
  readonly perPerson?: number
}

const APPLICATION_KEYS = [
  'ticket.read',
  'ticket.answer',
  'ticket.close',
  'invoice.read',
  'invoice.write',
  'invoice.void',
]

export const KEYS: readonly string[] = [...PERMISSION_KEYS, ...APPLICATION_KEYS]

const DESK = {
  name: 'desk',
  families: [
    {
      name: 'Desk',
      permissions: APPLICATION_KEYS.map((key) => ({ key, description: key, capability: key })),
    },
  ],
  features: [],
}

/** One organization of that size, the same each time. */
export function workload({ scale, perPerson = 1 }: Size): OrganizationState {
  const random = randomFrom(SEED)
  const organization = {
    id: random.id('org'),
    name: 'acme',
    displayName: 'Acme',
    tier: 'free',
    settings: DEFAULT_SETTINGS,
    passwords: true,
  } as const
  const many = <T>(count: number, make: (at: number) => T): T[] =>
    Array.from({ length: Math.round(count) }, (_, at) => make(at))
  const members = many(10_000 * scale, () => person(random))
  const groups = many(200 * scale, (at) => ({ id: random.id('grp'), name: `Group ${at}`, description: '' }))
  const projects = many(100 * scale, (at) => ({
    id: random.id('prj'),
    name: `project-${at}`,
    displayName: `Project ${at}`,
    archived: false,
  }))
  const environments = projects.flatMap(({ id }) =>
    ['production', 'staging', 'development'].map((name) => ({ id: random.id('env'), project: id, name })),
  )
  const roles = many(20, (at) => ({
    id: random.id('rol'),
    name: `Role ${at}`,
    kind: 'custom' as const,
    description: '',
    permissions: KEYS.filter(() => random.fraction() < 0.3),
  }))
  const places = { organization: organization.id, projects, environments }
  const roleIds = [...BUILT_IN_ROLES, ...roles].map(({ id }) => id)
  const assignments = many(30_000 * scale * perPerson, () =>
    assignment(random, places, roleIds, members, groups),
  )
  return {
    organization,
    revision: 1,
    providers: [],
    members,
    invitations: [],
    groups,
    seats: seats(random, members, groups),
    roles,
    assignments,
    projects,
    environments,
    catalogues: [DESK],
    enabledFeatures: [],
    expectations: [],
    sources: [],
  }
}

function person(random: Random): Member {
  return {
    id: random.id('usr'),
    type: 'user',
    status: 'active',
    access: 'allowed',
    betaAccess: false,
    signInPath: { password: true, providers: [] },
    since: NOW - YEAR,
  }
}

type Row = { readonly id: string }
type Places = {
  readonly organization: string
  readonly projects: readonly Row[]
  readonly environments: readonly Row[]
}

function assignment(
  random: Random,
  { organization, projects, environments }: Places,
  roles: readonly string[],
  members: readonly Row[],
  groups: readonly Row[],
): Assignment {
  const where = random.fraction()
  const toPerson = random.fraction() < 0.9
  return {
    id: random.id('asg'),
    role: random.pick(roles),
    scope: where < 0.1 ? organization : random.pick(where < 0.5 ? projects : environments).id,
    subject: { type: toPerson ? 'user' : 'group', id: random.pick(toPerson ? members : groups).id },
    createdAt: NOW - YEAR,
    ...(random.fraction() < 0.02 && { expiresAt: NOW + YEAR }),
  }
}

function seats(random: Random, members: readonly Row[], groups: readonly Row[]): OrganizationState['seats'] {
  const taken = new Set<string>()
  const found: OrganizationState['seats'][number][] = []
  while (found.length < members.length * 2) {
    const [group, principal] = [random.pick(groups).id, random.pick(members).id]
    if (taken.has(`${group} ${principal}`)) continue
    taken.add(`${group} ${principal}`)
    found.push({ group, principal, source: 'manual' })
  }
  return found
}
