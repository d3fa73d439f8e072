/** How a session and the account behind it are seen: never a token, cookie, secret or hash (A02). */
import { z } from 'zod'
import { instant } from './answer.ts'

const named = z.object({ id: z.string(), name: z.string() })

/** The customer and the tenant that access is bound to. */
const pair = {
  customer: named,
  organization: z.object({ id: z.string(), name: z.string(), display_name: z.string() }),
}

const tile = z.object({
  name: z.enum(['login_method', 'provider', 'membership_state', 'group_sync']),
  title: z.string(),
  says: z.string(),
  state: z
    .enum(['ready', 'setup'])
    .describe('`setup` asks for attention; it blocks nothing, and is no error'),
  note: z.string().optional().describe('why it asks for attention'),
})

const membership = z.object({
  ...pair,
  status: z.enum(['active', 'pending']),
  expired: z.boolean().optional().describe('of a pending one: its invitation has expired'),
  roles: z.array(named).describe('each once, wherever and through whatever it comes'),
  sees_members: z.boolean().describe('whether one may see who else is there'),
})

export const accountAccess = z.object({
  badge: z.enum(['access_ready', 'scope_needed']).describe('ready with at least one active membership'),
  session: z.object({
    method: z.string().describe('how it began: password, setup, demo, oidc, saml'),
    created_at: instant,
    expires_at: instant,
  }),
  tiles: z.array(tile).length(4).describe('login method, provider, membership state, group sync'),
  identity: z.object({
    email: z.string(),
    username: z.string().optional(),
    scopes: z.array(z.object(pair)).describe('of the active memberships'),
  }),
  password_url: z
    .string()
    .optional()
    .describe('where the provider lets one change the password; absent where there is none to change'),
  claims: z
    .object({
      groups: z.array(z.string()),
      roles: z.array(z.string()).describe('as the provider says them: only a mapping makes anything of them'),
      sources: z.array(z.string()).describe('what contributes to the access that one has'),
    })
    .describe('as they came with the sign-in'),
  member: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  memberships: z.array(membership).describe('those that this session is used with; one’s own alone'),
  counts: z.object({
    active: z.number().int(),
    pending: z.number().int(),
    disabled: z.number().int().describe('they are counted, and not listed'),
  }),
})

export type AccountAccess = z.infer<typeof accountAccess>
