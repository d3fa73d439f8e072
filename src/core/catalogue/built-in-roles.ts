/** The four built-in roles: each has every key of the next smaller one (S1-1). They belong to no organization. */
import type { Role } from '../model/role.ts'
import { PERMISSION_KEYS, type PermissionKey } from './permissions.ts'

const VIEWER: readonly PermissionKey[] = ['project.read', 'app.route.access']

const READONLY: readonly PermissionKey[] = [
  ...VIEWER,
  'environment.read',
  'deployment.read',
  'deployment.logs.read',
  'deployment.inspect',
  'variable.metadata.read',
  'domain.read',
]

const DEPLOYER: readonly PermissionKey[] = [
  ...READONLY,
  'organization.project.create',
  'source.read',
  'project.lifecycle.write',
  'deployment.create',
  'deployment.promote',
  'deployment.rollback',
  'variable.value.read',
  'variable.write',
  'variable.local_run',
  'domain.write',
]

function builtIn(name: string, description: string, permissions: readonly PermissionKey[]): Role {
  return { id: `rol_${name}`, name, kind: 'system', description, permissions }
}

/** Of the organization's own catalogues the admin role has every key too; the snapshot adds them. */
export const ADMIN_ROLE = builtIn(
  'admin',
  'Everything: people, access, settings, and all projects.',
  PERMISSION_KEYS,
)

/** Widest first. */
export const BUILT_IN_ROLES: readonly Role[] = [
  ADMIN_ROLE,
  builtIn('deployer', 'Deploys and operates projects; does not manage people or access.', DEPLOYER),
  builtIn('readonly', 'Sees environments, deployments and variable names; changes nothing.', READONLY),
  builtIn('viewer', 'Opens projects and protected apps; nothing else.', VIEWER),
]
