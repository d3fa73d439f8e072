/** A connected source as the API shows it. */
import { z } from 'zod'
import { instant, scope } from './answer.ts'

export const source = z.object({
  id: z.string(),
  name: z.string(),
  type: z.literal('git'),
  url: z.string(),
  branch: z.string(),
  project: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .describe('what it belongs to; null: the organization'),
  account: z.object({ id: z.string(), email: z.string() }).describe('its automation account'),
  access: z
    .array(z.object({ role: z.object({ id: z.string(), name: z.string() }), scope }))
    .describe('what the account was given'),
  connected_at: instant,
})
