/** What questions about somebody's way in share: goals, verdicts, the six checks. */
import { z } from 'zod'
import { codeName, instant, scope } from './answer.ts'
import { permissionRef, scopeInput } from './request.ts'

/** One shape with three uses, so that what is wrong with a goal is told in its own field. */
export const goal = z
  .strictObject({
    permission: permissionRef
      .optional()
      .describe('a permission’s key, or what it lets people do, in words: `change variables`'),
    scope: scopeInput.optional(),
    feature: z.string().min(1).max(63).optional(),
    sign_in: z.literal(true).optional(),
  })
  .refine(
    ({ permission, scope, feature, sign_in: signIn }) =>
      (permission === undefined) === (scope === undefined) &&
      [permission, feature, signIn].filter((one) => one !== undefined).length === 1,
    'give `permission` and `scope`, or `feature`, or `sign_in`',
  )
  .describe(
    'what they mean to do: `permission` and `scope`, or `feature`, or `sign_in`; to sign in, where it is left out',
  )

/** As it is answered. */
export const diagnosisGoal = z.union([
  z.object({ permission: z.string(), scope }),
  z.object({ feature: z.string() }),
  z.object({ sign_in: z.literal(true) }),
])

export const verdict = z.enum(['allowed', 'blocked', 'cannot_tell'])
export const leafCode = z.union([z.literal('CANNOT_TELL'), codeName])
export const checkId = z.enum(['account', 'signed_up', 'sign_in', 'place', 'role', 'feature'])
export const checkStatus = z.enum(['passed', 'failed', 'not_reached', 'not_applicable', 'unknown'])

export const checks = z
  .array(
    z.object({
      id: checkId,
      title: z.string(),
      status: checkStatus,
      code: leafCode.optional(),
      evidence: z.array(
        z.object({ text: z.string(), ids: z.array(z.string()).describe('of the facts in it') }),
      ),
    }),
  )
  .length(6)
  .describe('all six, in order')

/** A diagnosis as it is kept: what was found, and not what it rested on. */
export const diagnosis = z.object({
  id: z.string(),
  principal: z.string(),
  email: z.string().optional(),
  goal: diagnosisGoal,
  verdict,
  code: z.union([z.literal('ALLOWED'), leafCode]),
  state: z.enum(['open', 'closed']),
  opened_at: instant,
  opened_by: z.object({ id: z.string(), email: z.string() }),
  looked_at: instant.describe('when it was last diagnosed'),
  closed_at: instant.optional(),
  closed_by: z
    .object({ id: z.string(), email: z.string() })
    .optional()
    .describe('absent where nothing stood in the way any more, and where nobody looked at it for a week'),
  outcome: z.string().optional(),
  reference: z.string().optional().describe('of the refused request that it began with'),
  revision: z.string(),
  checks: z.array(
    z.object({
      id: checkId,
      status: checkStatus,
      code: leafCode.optional(),
      by: z.object({ id: z.string(), email: z.string() }).optional().describe('who recorded it by hand'),
      note: z.string().optional(),
    }),
  ),
})
