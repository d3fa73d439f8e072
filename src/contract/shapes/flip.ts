/** A moment at which the answer to a question changed, and what changed it. */
import { z } from 'zod'
import { codeName, instant } from './answer.ts'

export const anyVerdict = z.union([z.literal('ALLOWED'), codeName])

export const flip = z.object({
  at: instant,
  from: anyVerdict,
  to: anyVerdict,
  by: z.enum(['change', 'time']).describe('a change, or a date that came'),
  revision: z.string().optional().describe('that the change led to'),
  command: z.string().optional(),
  actor: z
    .object({
      id: z.string().nullable(),
      email: z.string().optional(),
      type: z.enum(['user', 'automation', 'system']),
    })
    .optional(),
  reason: z.string().optional(),
  side_effect: z.boolean().optional().describe('the change does not name this person'),
})
