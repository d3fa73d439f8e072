/** Assignments: a role, at a scope, for a user or a group. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import {
  groupRef,
  inOrganization,
  page,
  reason,
  roleRef,
  scopeInput,
  time,
  userRef,
  writing,
} from '../shapes/request.ts'
import { assignment } from '../shapes/things.ts'

const one = inOrganization.extend({ assignment: z.string().min(1).max(100) })
const base = '/v1/organizations/{organization}/assignments'

export const listAssignments = operation({
  name: 'listAssignments',
  command: 'assignment list',
  summary: 'List assignments.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({
    user: userRef.optional(),
    group: groupRef.optional(),
    role: roleRef.optional(),
    scope: z.string().max(200).optional(),
  }),
  answer: listOf(assignment),
})

export const createAssignment = operation({
  name: 'createAssignment',
  command: 'assignment create',
  summary: 'Give a role at a scope to a user or a group.',
  method: 'POST',
  path: base,
  access: { permission: 'organization.role.manage', at: 'body.scope' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    role: roleRef,
    user: userRef.optional(),
    group: groupRef.optional(),
    scope: scopeInput,
    not_before: time.optional(),
    expires_at: time.optional(),
    reason,
  }),
  answer: z.union([assignment, preview]),
  status: 201,
  writes: ['assignment.created'],
})

export const updateAssignment = operation({
  name: 'updateAssignment',
  command: 'assignment update',
  summary: 'Change the dates or the reason of an assignment; null takes a date away.',
  method: 'PATCH',
  path: `${base}/{assignment}`,
  access: { permission: 'organization.role.manage', at: 'assignment' },
  params: one,
  query: writing,
  body: z.strictObject({
    not_before: time.nullable().optional(),
    expires_at: time.nullable().optional(),
    reason: z.string().trim().max(1000).nullable().optional(),
  }),
  answer: z.union([assignment, preview]),
  writes: ['assignment.updated'],
})

export const deleteAssignment = operation({
  name: 'deleteAssignment',
  command: 'assignment delete',
  summary: 'Delete an assignment.',
  method: 'DELETE',
  path: `${base}/{assignment}`,
  access: { permission: 'organization.role.manage', at: 'assignment' },
  params: one,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['assignment.deleted'],
})
