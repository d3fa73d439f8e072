/** Tokens for programs: personal ones act as their owner, cut to what they state; service ones are accounts of their own. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import {
  inOrganization,
  page,
  reason,
  roleRef,
  scopeInput,
  time,
  userRef,
  writing,
} from '../shapes/request.ts'
import { issuedToken, token, tokenKind } from '../shapes/sessions.ts'

const base = '/v1/organizations/{organization}/tokens'

export const createToken = operation({
  name: 'createToken',
  command: 'token create',
  summary: 'Create a token for a program; it is shown once.',
  method: 'POST',
  path: base,
  access: { permission: 'organization.role.manage', at: 'organization', orSelf: 'body.kind' },
  tokens: 'service',
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    kind: tokenKind.default('personal'),
    grants: z
      .array(z.strictObject({ role: roleRef, scope: scopeInput }))
      .min(1)
      .max(50)
      .describe('how far it reaches: roles at scopes, downward'),
    expires_at: time.describe('at most 365 days ahead'),
    reason,
  }),
  answer: z.union([issuedToken, preview]),
  status: 201,
  writes: ['member.added', 'assignment.created'],
})

export const listTokens = operation({
  name: 'listTokens',
  command: 'token list',
  summary: 'List tokens that were not revoked; one’s own with `user` alone.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'query.user' },
  tokens: 'service',
  params: inOrganization,
  query: page.extend({ user: userRef.optional(), kind: tokenKind.optional() }),
  answer: listOf(token),
})

export const revokeToken = operation({
  name: 'revokeToken',
  command: 'token revoke',
  summary: 'End a token; the account of a service token goes with it.',
  method: 'DELETE',
  path: `${base}/{token}`,
  access: { permission: 'organization.role.manage', at: 'organization', orSelf: 'path.token' },
  tokens: 'service',
  params: inOrganization.extend({ token: z.string().min(1).max(100).describe('a token’s id, tok_…') }),
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['member.removed', 'assignment.deleted', 'group.member.removed'],
})
