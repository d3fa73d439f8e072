/** Roles and the permissions they are made of. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import {
  inOrganization,
  page,
  permissionKeys,
  permissionRef,
  reason,
  roleRef,
  writing,
} from '../shapes/request.ts'
import { permission, role } from '../shapes/things.ts'

const oneRole = inOrganization.extend({ role: roleRef })
const base = '/v1/organizations/{organization}/roles'
const name = z.string().min(1).max(400)
const description = z.string().max(1000)

export const listPermissions = operation({
  name: 'listPermissions',
  command: 'permission list',
  summary: 'List every permission, with its family and the roles that have it.',
  method: 'GET',
  path: '/v1/organizations/{organization}/permissions',
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({ limit: z.coerce.number().int().min(1).max(500).default(500) }),
  answer: listOf(permission),
})

export const listRoles = operation({
  name: 'listRoles',
  command: 'role list',
  summary: 'List roles, built-in ones first.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({
    kind: z.enum(['system', 'custom']).optional(),
    permission: permissionRef.optional().describe('a permission that they have: its key'),
  }),
  answer: listOf(role),
})

export const showRole = operation({
  name: 'showRole',
  command: 'role show',
  summary: 'Show a role with its permissions.',
  method: 'GET',
  path: `${base}/{role}`,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: oneRole,
  answer: role,
})

export const createRole = operation({
  name: 'createRole',
  command: 'role create',
  summary: 'Create a custom role.',
  method: 'POST',
  path: base,
  access: { permission: 'organization.role.manage', at: 'organization' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({ name, description: description.optional(), permissions: permissionKeys, reason }),
  answer: z.union([role, preview]),
  status: 201,
  writes: ['role.created'],
})

export const updateRole = operation({
  name: 'updateRole',
  command: 'role update',
  summary: 'Change a custom role; `permissions` replaces the set.',
  method: 'PUT',
  path: `${base}/{role}`,
  access: { permission: 'organization.role.manage', at: 'organization' },
  params: oneRole,
  query: writing,
  body: z.strictObject({
    name: name.optional(),
    description: description.optional(),
    permissions: permissionKeys.optional(),
    reason,
  }),
  answer: z.union([role, preview]),
  writes: ['role.updated'],
})

export const deleteRole = operation({
  name: 'deleteRole',
  command: 'role delete',
  summary: 'Delete a custom role and every assignment of it.',
  method: 'DELETE',
  path: `${base}/{role}`,
  access: { permission: 'organization.role.manage', at: 'organization' },
  params: oneRole,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['role.deleted', 'assignment.deleted'],
})
