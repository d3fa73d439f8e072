/** Looking back and looking over: when an answer changed and by what, and what somebody should look at. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, scope } from '../shapes/answer.ts'
import { anyVerdict, flip } from '../shapes/flip.ts'
import { inOrganization, scopeInput, time, userRef } from '../shapes/request.ts'

const base = '/v1/organizations/{organization}/access'
export const accessHistory = operation({
  name: 'accessHistory',
  command: 'access history',
  summary: 'Every time the answer changed, with what changed it.',
  method: 'POST',
  path: `${base}/history`,
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.principal' },
  params: inOrganization,
  body: z.strictObject({
    principal: userRef,
    permission: z.string().min(1).max(200),
    scope: scopeInput,
    since: time,
  }),
  answer: z.object({
    principal: z.string(),
    permission: z.string(),
    scope,
    since: instant,
    revision: z.string(),
    before: anyVerdict.describe('the answer at `since`'),
    now: anyVerdict,
    suggestions: z
      .array(z.string())
      .optional()
      .describe('of an unknown permission: what may have been meant'),
    /** What the reader may not see and was left out: who changed it, and why. */
    left_out: z.array(z.enum(['changes'])),
    items: z.array(flip),
  }),
})

const about = z.object({
  id: z.string(),
  type: z.enum(['user', 'group', 'role', 'assignment']),
  name: z.string(),
})

export const lintAccess = operation({
  name: 'lintAccess',
  command: 'access lint',
  summary: 'What is allowed, and somebody should look at.',
  method: 'GET',
  path: `${base}/lint`,
  access: { permission: 'organization.role.read', at: 'organization' },
  params: inOrganization,
  answer: z.object({
    revision: z.string(),
    total: z.number().int().describe('findings in all; the first 1,000 are listed'),
    /** What the reader may not see and was left out. */
    left_out: z.array(z.enum(['groups'])),
    items: z.array(
      z.object({
        rule: z.enum([
          'shadowing',
          'mixed_group',
          'dead_assignment',
          'same_role_for_several',
          'management_with_deploy',
        ]),
        about: z.array(about).describe('what it is about, the first one first'),
        scope: scope.optional(),
        detail: z.string(),
        permissions: z.array(z.string()).optional(),
      }),
    ),
  }),
})
