/** Members: people and automation accounts of an organization. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import { rehearsal } from '../shapes/rehearsal.ts'
import {
  displayName,
  groupRef,
  inOrganization,
  page,
  permissionRef,
  reason,
  roleRef,
  scopeInput,
  showLink,
  userRef,
  writing,
} from '../shapes/request.ts'
import { accessSummary, issuedInvitation, standing, user } from '../shapes/things.ts'

const oneUser = inOrganization.extend({ user: userRef })
const base = '/v1/organizations/{organization}/users'

export const listUsers = operation({
  name: 'listUsers',
  command: 'user list',
  summary: 'List members; automation accounts have `type=automation`.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.user.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({
    type: z.enum(['user', 'automation']).optional(),
    status: z.enum(['invited', 'active']).optional(),
    access: z.enum(['allowed', 'blocked']).optional(),
    standing: standing.optional(),
    access_summary: accessSummary.optional(),
    beta_access: z.stringbool().optional().describe('whether features in beta are on for them'),
    role: roleRef
      .optional()
      .describe('a role that they hold, directly or through a group: id or unique name'),
  }),
  answer: listOf(user).extend({
    counts: z
      .object({ active: z.number().int(), inactive: z.number().int(), pending: z.number().int() })
      .describe('how many match apart from `standing`, by standing'),
  }),
})

export const showUser = operation({
  name: 'showUser',
  command: 'user show',
  summary: 'Show a member.',
  method: 'GET',
  path: `${base}/{user}`,
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'path.user' },
  params: oneUser,
  answer: user,
})

export const inviteUser = operation({
  name: 'inviteUser',
  command: 'user invite',
  summary: 'Invite a person: adds membership, and assignments or group seats if asked.',
  method: 'POST',
  path: base,
  access: {
    permission: 'organization.user.invite',
    at: 'organization',
    also: [
      { when: ['role', 'assignments'], permission: 'organization.role.manage', at: 'body.assignments' },
      { when: ['groups'], permission: 'organization.group.manage', at: 'organization' },
      { when: ['goals'], permission: 'organization.user.read', at: 'organization' },
    ],
  },
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    email: z.string().min(3).max(254),
    name: displayName(200).optional(),
    role: roleRef.optional().describe('given at the organization'),
    assignments: z
      .array(z.strictObject({ role: roleRef, scope: scopeInput }))
      .max(50)
      .optional(),
    groups: z.array(groupRef).max(50).optional(),
    goals: z
      .array(z.strictObject({ permission: permissionRef, scope: scopeInput }))
      .max(50)
      .optional()
      .describe('of a rehearsal (`dry_run`): what they are meant to be able to do'),
    show_link: showLink,
    reason,
  }),
  answer: z.union([
    z.object({ user, invitation: issuedInvitation.optional() }),
    preview.extend({ rehearsal }),
  ]),
  status: 201,
  writes: ['member.added', 'invitation.created', 'assignment.created', 'group.member.added'],
})

export const removeUser = operation({
  name: 'removeUser',
  command: 'user remove',
  summary: 'Remove a person: membership, assignments, seats and sessions end at once.',
  method: 'DELETE',
  path: `${base}/{user}`,
  access: { permission: 'organization.user.remove', at: 'organization' },
  params: oneUser,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['member.removed', 'assignment.deleted', 'group.member.removed', 'invitation.cancelled'],
})

export const blockUser = operation({
  name: 'blockUser',
  command: 'user block',
  summary: 'Block a person: they stay a member and cannot get in; their sessions end.',
  method: 'POST',
  path: `${base}/{user}/block`,
  access: { permission: 'organization.user.block', at: 'organization' },
  params: oneUser,
  query: writing,
  body: z.strictObject({ reason }),
  answer: z.union([user, preview]),
  writes: ['member.blocked'],
})

export const unblockUser = operation({
  name: 'unblockUser',
  command: 'user unblock',
  summary: 'Unblock a person: everything is as it was.',
  method: 'POST',
  path: `${base}/{user}/unblock`,
  access: { permission: 'organization.user.block', at: 'organization' },
  params: oneUser,
  query: writing,
  body: z.strictObject({ reason }),
  answer: z.union([user, preview]),
  writes: ['member.unblocked'],
})

export const setBetaAccess = operation({
  name: 'setBetaAccess',
  command: 'user beta-access',
  summary: 'Switch a person’s access to beta features.',
  method: 'PUT',
  path: `${base}/{user}/beta-access`,
  access: { permission: 'organization.settings.manage', at: 'organization' },
  params: oneUser,
  query: writing,
  body: z.strictObject({ enabled: z.boolean(), reason }),
  answer: z.union([user, preview]),
  writes: ['member.beta_access.changed'],
})

export const grantRole = operation({
  name: 'grantRole',
  command: 'role grant',
  summary:
    'Set a person’s built-in role at the organization; it replaces another direct built-in role there.',
  method: 'PUT',
  path: `${base}/{user}/role`,
  access: { permission: 'organization.role.manage', at: 'organization' },
  params: oneUser,
  query: writing,
  body: z.strictObject({ role: roleRef, reason }),
  answer: z.union([user, preview]),
  writes: ['assignment.created', 'assignment.deleted'],
})
