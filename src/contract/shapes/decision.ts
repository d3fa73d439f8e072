/** Decisions and explanations as the API shows them. */
import { z } from 'zod'
import { codeName, instant, scope } from './answer.ts'

const held = z.object({
  assignment: z.string(),
  role: z.string(),
  role_name: z.string(),
  scope,
  via: z.object({ group: z.string(), group_name: z.string(), source: z.string() }).optional(),
  through_group: z.literal(true).optional().describe('in place of `via`, where you may not see which group'),
  state: z.enum(['in_force', 'not_begun', 'expired']),
})
export type HeldAnswer = z.infer<typeof held>

export const explanation = z.object({
  at: instant,
  catalogue: z.string(),
  gates: z.array(
    z.object({
      gate: z.enum(['account', 'signed_up', 'resource', 'permission', 'features']),
      status: z.enum(['passed', 'failed', 'not_reached', 'not_applicable']),
      code: codeName.optional(),
      evidence: z.array(z.string()),
    }),
  ),
  chain: z.array(
    z.object({
      scope,
      path: z.string(),
      assignments: z.array(held),
      permissions: z.array(z.string()),
      decided: z.boolean(),
    }),
  ),
  shadowed: z.array(held),
  elsewhere: z.array(held),
  /** What the reader may not see and was left out: `roles`, `groups`. */
  left_out: z.array(z.enum(['roles', 'groups'])),
  /** The same in plain sentences, most important first. */
  text: z.array(z.string()),
})
export type Explanation = z.infer<typeof explanation>

export const decisionCode = z.union([z.literal('ALLOWED'), codeName])

/** What an answer was made from. */
export const asked = {
  revision: z.string().describe('organization@sequence'),
  at: instant.optional().describe('of a question about another time: when'),
}

export const decision = z.object({
  allowed: z.boolean(),
  code: decisionCode,
  permission: z.string(),
  scope,
  principal: z.string(),
  ...asked,
  suggestions: z.array(z.string()).optional().describe('of an unknown permission: what may have been meant'),
  explanation: explanation.optional(),
})

export const holder = z.object({
  id: z.string(),
  email: z.string(),
  type: z.enum(['user', 'automation']),
  through: z.array(
    z.object({
      assignment: z.string(),
      role: z.string(),
      role_name: z.string(),
      group: z.string().optional(),
      group_name: z.string().optional(),
    }),
  ),
})

export const allowedAt = z.object({ scope, path: z.string(), permissions: z.array(z.string()) })
