/** The built-in permissions: 34 keys in five families (S2-3). Closed: a misspelt key does not compile. */
import type { ScopeType } from '../model/scope.ts'

export type PermissionDefinition = {
  readonly key: string
  readonly family: string
  readonly description: string
  /** What it lets a person do, in words for people: completes "you can …". */
  readonly capability: string
  /** The widest and the narrowest scope at which holding it means something. */
  readonly widest: ScopeType
  readonly narrowest: ScopeType
  /** Gives sight of secrets, or power over other people's access. */
  readonly sensitive: boolean
}

type Row = readonly [key: string, capability: string, description: string, sensitive?: 'sensitive']

const ACCESS_MANAGEMENT = [
  ['organization.project.create', 'create projects', 'Create a project in the organization.'],
  ['organization.user.read', 'see who is in the organization', 'List people and explain their access.'],
  ['organization.user.invite', 'invite people', 'Invite, resend and cancel invitations.'],
  [
    'organization.user.block',
    'deactivate and reactivate people',
    'Block, unblock, end sessions.',
    'sensitive',
  ],
  ['organization.user.remove', 'remove people', 'End memberships.', 'sensitive'],
  [
    'organization.user.credentials.reset',
    'reset passwords',
    'Issue a password reset for a person.',
    'sensitive',
  ],
  ['organization.group.read', 'see groups', 'List groups and their members.'],
  [
    'organization.group.manage',
    'manage groups',
    'Create and edit groups, add and remove members.',
    'sensitive',
  ],
  ['organization.role.read', 'see roles and who holds them', 'List roles, permissions and assignments.'],
  [
    'organization.role.manage',
    'manage roles and access',
    'Create and edit roles, give and take them.',
    'sensitive',
  ],
  [
    'organization.auth.manage',
    'manage sign-in',
    'Change sign-in methods, SSO and provisioning.',
    'sensitive',
  ],
  [
    'organization.settings.manage',
    'change organization settings',
    'Change settings, features, tier.',
    'sensitive',
  ],
  ['organization.audit.read', 'read the audit log', 'List and export audit events.', 'sensitive'],
] as const satisfies readonly Row[]

const PROJECT_SETUP = [
  ['project.read', 'open projects', 'See a project and its overview.'],
  ['project.settings.write', 'change project settings', 'Edit a project and its environments.'],
  ['project.archive', 'archive projects', 'Archive and unarchive a project.'],
  ['project.delete', 'delete projects', 'Delete a project for good.'],
  ['source.read', 'see connected sources', 'List Git sources and their state.'],
  ['source.manage', 'manage sources', 'Connect, sync and disconnect Git sources.', 'sensitive'],
] as const satisfies readonly Row[]

const DEPLOYMENTS = [
  ['environment.read', 'see environments', 'See an environment and its state.'],
  ['project.lifecycle.write', 'start and stop environments', 'Start and stop what runs in an environment.'],
  ['deployment.read', 'see deployments', 'List deployments and releases.'],
  ['deployment.create', 'deploy', 'Create a deployment.'],
  ['deployment.promote', 'promote releases', 'Point an environment at an existing release.'],
  ['deployment.rollback', 'roll back', 'Return to an earlier release.'],
  ['deployment.logs.read', 'see deployment logs', 'Read the logs of deployments.'],
  ['deployment.inspect', 'inspect deployments', 'See how a deployment is wired.'],
] as const satisfies readonly Row[]

const RUNTIME = [
  ['variable.metadata.read', 'see which variables exist', 'List variable names and metadata.'],
  ['variable.value.read', 'see variable values', 'Reveal the values of variables.', 'sensitive'],
  ['variable.write', 'change variables', 'Set and unset variables.'],
  ['variable.local_run', 'run locally with variables', 'Inject variables into a local command.', 'sensitive'],
] as const satisfies readonly Row[]

const DOMAINS = [
  ['domain.read', 'see domains', 'List domains and routes.'],
  ['domain.write', 'change domains', 'Add, verify and remove domains and routes.'],
  ['app.route.access', 'open protected apps', 'Open protected routes of hosted apps.'],
] as const satisfies readonly Row[]

export const FAMILIES = [
  { name: 'Access management', widest: 'organization', narrowest: 'organization', rows: ACCESS_MANAGEMENT },
  { name: 'Project setup', widest: 'organization', narrowest: 'project', rows: PROJECT_SETUP },
  { name: 'Deployments', widest: 'organization', narrowest: 'environment', rows: DEPLOYMENTS },
  { name: 'Runtime and configuration', widest: 'organization', narrowest: 'environment', rows: RUNTIME },
  { name: 'Domains and routing', widest: 'organization', narrowest: 'environment', rows: DOMAINS },
] as const

export type Family = (typeof FAMILIES)[number]
export type PermissionKey = Family['rows'][number][0]

/** Delegated administration: these two also mean something at a project or an environment. */
const DELEGABLE: ReadonlySet<string> = new Set<PermissionKey>([
  'organization.role.read',
  'organization.role.manage',
])

export const PERMISSIONS: readonly (PermissionDefinition & { key: PermissionKey })[] = FAMILIES.flatMap(
  (family) =>
    family.rows.map(
      ([key, capability, description, sensitive]: readonly [PermissionKey, string, string, string?]) => ({
        key,
        family: family.name,
        description,
        capability,
        widest: family.widest,
        narrowest: DELEGABLE.has(key) ? 'environment' : family.narrowest,
        sensitive: sensitive === 'sensitive',
      }),
    ),
)

export const PERMISSION_KEYS: readonly PermissionKey[] = PERMISSIONS.map((p) => p.key)

/** Changes with the built-in keys or roles; certificates carry it. */
export const CATALOGUE_VERSION = '1'
