/** Many checks in one request: a list of questions, or every combination of people, places and permissions. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { asked, decisionCode } from '../shapes/decision.ts'
import { inOrganization, moment, permissionRef, scopeInput, userRef } from '../shapes/request.ts'

const base = '/v1/organizations/{organization}/access'

/** Questions in one batch. */
const MOST_CHECKS = 1000
/** Answers of one matrix. */
const MOST_CELLS = 1_000_000

export const batchAccess = operation({
  name: 'batchAccess',
  summary: 'Up to 1,000 checks, answered in their order.',
  method: 'POST',
  path: `${base}/batch`,
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.checks' },
  params: inOrganization,
  body: z.strictObject({
    checks: z
      .array(z.strictObject({ principal: userRef, permission: permissionRef, scope: scopeInput }))
      .min(1)
      .max(MOST_CHECKS),
    ...moment,
  }),
  answer: z.object({
    ...asked,
    decisions: z.array(z.object({ allowed: z.boolean(), code: decisionCode })),
  }),
})

export const matrixAccess = operation({
  name: 'matrixAccess',
  summary:
    'Which of these permissions each of these people has at each of these scopes: up to 1,000,000 answers.',
  method: 'POST',
  path: `${base}/matrix`,
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.principals' },
  params: inOrganization,
  body: z
    .strictObject({
      principals: z.array(userRef).min(1).max(50_000),
      scopes: z.array(scopeInput).min(1).max(50_000),
      permissions: z.array(permissionRef).min(1).max(1000),
    })
    .refine(
      ({ principals, scopes, permissions }) =>
        principals.length * scopes.length * permissions.length <= MOST_CELLS,
      'asks for more than 1,000,000 answers',
    ),
  answer: z.object({
    revision: z.string(),
    allowed: z
      .array(z.array(z.string()))
      .describe('for each person, for each scope: a `1` or `0` for each permission, in the order asked'),
  }),
})
