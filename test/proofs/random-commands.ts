/** Random commands, as people give them: names of things that exist, mostly, in organizations that grow as they go. */
import { activateUser } from '../../src/core/change/activate-user.ts'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { addProvider } from '../../src/core/change/add-provider.ts'
import { applyCatalogue } from '../../src/core/change/apply-catalogue.ts'
import { archiveProject } from '../../src/core/change/archive-project.ts'
import { blockUser } from '../../src/core/change/block-user.ts'
import { cancelInvitation } from '../../src/core/change/cancel-invitation.ts'
import { changeSettings } from '../../src/core/change/change-settings.ts'
import { changeSignInSettings } from '../../src/core/change/change-sign-in-settings.ts'
import { createAssignment } from '../../src/core/change/create-assignment.ts'
import { createEnvironment } from '../../src/core/change/create-environment.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import { createProject } from '../../src/core/change/create-project.ts'
import { createRole } from '../../src/core/change/create-role.ts'
import { deleteAssignment } from '../../src/core/change/delete-assignment.ts'
import { deleteEnvironment } from '../../src/core/change/delete-environment.ts'
import { deleteGroup } from '../../src/core/change/delete-group.ts'
import { deleteProject } from '../../src/core/change/delete-project.ts'
import { deleteRole } from '../../src/core/change/delete-role.ts'
import { grantRole } from '../../src/core/change/grant-role.ts'
import { inviteUser } from '../../src/core/change/invite-user.ts'
import { recordSignInPath } from '../../src/core/change/record-sign-in-path.ts'
import { removeGroupMember } from '../../src/core/change/remove-group-member.ts'
import { removeProvider } from '../../src/core/change/remove-provider.ts'
import { removeUser } from '../../src/core/change/remove-user.ts'
import { resendInvitation } from '../../src/core/change/resend-invitation.ts'
import { setBetaAccess } from '../../src/core/change/set-beta-access.ts'
import { setFeature } from '../../src/core/change/set-feature.ts'
import { signInThroughProvider } from '../../src/core/change/sign-in-through-provider.ts'
import { unarchiveProject } from '../../src/core/change/unarchive-project.ts'
import { unblockUser } from '../../src/core/change/unblock-user.ts'
import { updateAssignment } from '../../src/core/change/update-assignment.ts'
import { updateGroup } from '../../src/core/change/update-group.ts'
import { updateProject } from '../../src/core/change/update-project.ts'
import { updateProvider } from '../../src/core/change/update-provider.ts'
import { updateRole } from '../../src/core/change/update-role.ts'
import type { Command } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Rng } from '../reference/random.ts'

/** A command with its input. */
export type Asked = { readonly name: string; readonly command: Command<unknown>; readonly input: unknown }

const PEOPLE = ['ada', 'alex', 'bo', 'cleo', 'dee', 'eli']
const NAMES = ['ops', 'watch', 'web', 'team']
const SLUGS = ['billing', 'billing', 'storefront', 'data']
const KEYS = [
  'project.read',
  'deployment.create',
  'variable.write',
  'organization.role.manage',
  'organization.group.manage',
  'cases.read',
]
const HOUR = 3_600_000

type Make = (state: OrganizationState, rng: Rng, now: number) => Asked

function make<I>(
  name: string,
  command: Command<I>,
  input: (state: OrganizationState, rng: Rng, now: number) => I,
): Make {
  return (state, rng, now) => ({ name, command: command as Command<unknown>, input: input(state, rng, now) })
}

const person = (_: OrganizationState, rng: Rng): { principal: string } => ({ principal: rng.pick(PEOPLE) })
const someKeys = (rng: Rng): string[] => rng.some(KEYS, 0.4)
const name = (rng: Rng): string => rng.pick(NAMES)
const slug = (rng: Rng): string => rng.pick(SLUGS)
const roleOf = (state: OrganizationState, rng: Rng): string =>
  rng.pick(['admin', 'admin', 'deployer', 'viewer', ...state.roles.map((role) => role.id)])
const group = (state: OrganizationState, rng: Rng): string =>
  rng.pick(['ops', ...state.groups.map((g) => g.id)])
const provider = (state: OrganizationState, rng: Rng): string =>
  state.providers.length === 0 ? 'sso_none' : rng.pick(state.providers).id
const assignment = (state: OrganizationState, rng: Rng): string =>
  state.assignments.length === 0 ? 'asg_none' : rng.pick(state.assignments).id
const scope = (state: OrganizationState, rng: Rng): string =>
  rng.pick(['organization', ...state.projects.map((p) => p.id), ...state.environments.map((e) => e.id)])

function dates(rng: Rng, now: number): { notBefore?: number; expiresAt?: number } {
  if (rng.chance(0.6)) return {}
  return {
    ...(rng.chance(0.5) && { notBefore: now + HOUR }),
    ...(rng.chance(0.7) && { expiresAt: now + 2 * HOUR }),
  }
}

const CATALOGUE = {
  name: 'support',
  families: [
    { name: 'Cases', permissions: [{ key: 'cases.read', description: '', capability: 'see cases' }] },
  ],
  features: [{ key: 'cases', name: 'Cases', kind: 'flag', gates: ['cases.read', 'variable.write'] }],
} as const

const verified = { password: true, providers: [] }

const MAKES: readonly Make[] = [
  make('assign', createAssignment, (s, rng, now) => ({
    role: roleOf(s, rng),
    scope: scope(s, rng),
    ...(rng.chance(0.7) ? person(s, rng) : { group: group(s, rng) }),
    ...dates(rng, now),
  })),
  make('assign', createAssignment, (s, rng) => ({
    role: roleOf(s, rng),
    scope: scope(s, rng),
    ...person(s, rng),
  })),
  make('unassign', deleteAssignment, (s, rng) => ({ assignment: assignment(s, rng) })),
  make('date', updateAssignment, (s, rng, now) => ({
    assignment: assignment(s, rng),
    expiresAt: rng.chance(0.5) ? null : now + HOUR,
  })),
  make('grant', grantRole, (s, rng) => ({
    ...person(s, rng),
    role: rng.pick(['admin', 'deployer', 'viewer']),
  })),
  make('invite', inviteUser, (s, rng) => ({
    ...person(s, rng),
    ...(rng.chance(0.6) && { verifiedPath: verified }),
    ...(rng.chance(0.4) && { role: roleOf(s, rng) }),
  })),
  make('resend', resendInvitation, person),
  make('cancel', cancelInvitation, person),
  make('activate', activateUser, (s, rng) => ({ ...person(s, rng), path: verified })),
  make('block', blockUser, person),
  make('unblock', unblockUser, person),
  make('remove', removeUser, person),
  make('beta', setBetaAccess, (s, rng) => ({ ...person(s, rng), enabled: rng.chance(0.5) })),
  make('path', recordSignInPath, (s, rng) => ({
    ...person(s, rng),
    path: { password: rng.chance(0.7), providers: rng.some(s.providers, 0.5).map((p) => p.id) },
  })),
  make('create group', createGroup, (_, rng) => ({ name: name(rng) })),
  make('rename group', updateGroup, (s, rng) => ({ group: group(s, rng), name: name(rng) })),
  make('delete group', deleteGroup, (s, rng) => ({ group: group(s, rng) })),
  make('seat', addGroupMember, (s, rng) => ({ group: group(s, rng), ...person(s, rng) })),
  make('unseat', removeGroupMember, (s, rng) => ({ group: group(s, rng), ...person(s, rng) })),
  make('create role', createRole, (_, rng) => ({ name: name(rng), permissions: someKeys(rng) })),
  make('update role', updateRole, (s, rng) => ({ role: roleOf(s, rng), permissions: someKeys(rng) })),
  make('delete role', deleteRole, (s, rng) => ({ role: roleOf(s, rng) })),
  make('create project', createProject, (_, rng) => ({ name: slug(rng) })),
  make('rename project', updateProject, (_, rng) => ({ project: slug(rng), displayName: name(rng) })),
  make('archive', archiveProject, (_, rng) => ({ project: slug(rng) })),
  make('unarchive', unarchiveProject, (_, rng) => ({ project: slug(rng) })),
  make('delete project', deleteProject, (_, rng) => ({ project: slug(rng) })),
  make('create environment', createEnvironment, (_, rng) => ({
    project: slug(rng),
    name: rng.pick(['production', 'dev']),
  })),
  make('delete environment', deleteEnvironment, (_, rng) => ({ environment: `${slug(rng)}/production` })),
  make('passwords', changeSignInSettings, (_, rng) => ({ passwords: rng.chance(0.7) })),
  make('provider', addProvider, (s, rng) => ({
    key: slug(rng),
    displayName: 'Corp',
    ...(rng.chance(0.5) && { groupRules: [{ value: 'ops', group: group(s, rng) }] }),
    ...(rng.chance(0.5) && { autoJoin: { domains: ['a.example'], role: roleOf(s, rng) } }),
  })),
  make('change provider', updateProvider, (s, rng) => ({
    provider: provider(s, rng),
    change: {
      enabled: rng.chance(0.8),
      groupRules: rng.chance(0.6) ? [{ value: 'ops', group: group(s, rng) }] : [],
      ...(rng.chance(0.5) && { autoJoin: { domains: ['a.example'], role: roleOf(s, rng) } }),
    },
  })),
  make('remove provider', removeProvider, (s, rng) => ({ provider: provider(s, rng) })),
  make('sign in', signInThroughProvider, (s, rng) => {
    const id = provider(s, rng)
    const path = {
      password: rng.chance(0.5),
      providers: s.providers.some((one) => one.id === id) ? [id] : [],
    }
    return {
      ...person(s, rng),
      provider: id,
      path,
      claimed: rng.some(['ops'], 0.6),
      mayJoin: rng.chance(0.5),
    }
  }),
  make('settings', changeSettings, (_, rng) => ({ tier: rng.pick(['free', 'team', 'enterprise'] as const) })),
  make('catalogue', applyCatalogue, (_, rng) => ({
    catalogue: rng.chance(0.8) ? CATALOGUE : { ...CATALOGUE, families: [], features: [] },
  })),
  make('feature', setFeature, (_, rng) => ({ feature: 'cases', enabled: rng.chance(0.5) })),
]

export function randomCommand(state: OrganizationState, rng: Rng, now: number): Asked {
  return rng.pick(MAKES)(state, rng, now)
}

export { CATALOGUE, KEYS, PEOPLE }
