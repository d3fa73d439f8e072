/** Sessions and tokens as the API shows them: never a secret, except a token once, to whoever made it. */
import { z } from 'zod'
import { instant, scope } from './answer.ts'

const begun = {
  id: z.string(),
  method: z.string().describe('how the person signed in: password, setup, demo, …'),
  created_at: instant.describe('when the person signed in'),
  expires_at: instant.describe('at the latest; earlier when it is not used'),
}

const where = {
  last_used_at: instant.optional(),
  address: z.string().optional(),
  device: z.string().optional(),
}

export const ownSession = z.object({
  ...begun,
  ...where,
  current: z.boolean().describe('the session that asks'),
  organization: z
    .string()
    .optional()
    .describe('the only one that it opens; absent: all that allow its method'),
})

export const listedSession = z.object({
  ...begun,
  ...where,
  user: z.object({ id: z.string(), email: z.string() }),
  current: z.boolean().describe('the session that asks'),
})

export const tokenKind = z.enum(['personal', 'service'])

export const tokenGrant = z.object({
  role: z.object({ id: z.string(), name: z.string() }),
  scope,
})

export const token = z.object({
  id: z.string(),
  kind: tokenKind,
  name: z.string(),
  prefix: z.string().describe('its first characters'),
  user: z
    .object({ id: z.string(), email: z.string() })
    .describe('the owner of a personal token; a service token’s own automation account'),
  created_by: z.string().describe('id of the account, or `system`'),
  grants: z.array(tokenGrant).describe('how far it reaches; what has gone since is left out'),
  created_at: instant,
  expires_at: instant,
  expired: z.boolean(),
  last_used_at: instant.nullable(),
})

/** The secret is shown once and never again. */
export const issuedToken = token.extend({ secret: z.string() })
