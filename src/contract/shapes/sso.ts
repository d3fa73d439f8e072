/** Sign-in providers as the API shows them: never a secret. */
import { z } from 'zod'
import { instant } from './answer.ts'

const named = z.object({ id: z.string(), name: z.string() })

const domain = z.object({
  domain: z.string(),
  proven: z.boolean().describe('without proof it has no effect'),
  record: z
    .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
    .optional()
    .describe('of one that is not proven: put this into the domain’s DNS, then test the provider'),
})

export const oidcProvider = z.object({
  id: z.string(),
  key: z.string(),
  display_name: z.string(),
  button_text: z.string().optional(),
  enabled: z.boolean(),
  issuer: z.string().optional().describe('absent: nothing connects it yet'),
  client_id: z.string().optional(),
  client_secret_set_at: instant
    .nullable()
    .describe('the secret itself is never shown; null: a public client'),
  scopes: z.array(z.string()).describe('asked for beside `openid`'),
  claims: z
    .object({
      email: z.string(),
      email_verified: z.string(),
      username: z.string(),
      name: z.string(),
      groups: z.string(),
      roles: z.string(),
    })
    .optional(),
  login_domains: z.array(domain).describe('addresses of these domains are sent here'),
  auto_join: z
    .object({ domains: z.array(domain), role: named.nullable() })
    .nullable()
    .describe('who becomes a member by signing in, and with which role at the organization'),
  group_rules: z.array(z.object({ value: z.string(), group: named })),
  redirect_uri: z.string().describe('what the provider has to be told'),
  sessions: z.number().int().describe('open ones that it carries'),
})

/** Of a change that ends sessions. */
export const endingSessions = z.number().int().describe('open sessions that this ends')

export const providerChecks = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      check: z.enum(['connected', 'metadata', 'keys', 'pkce', 'domain']),
      status: z.enum(['ok', 'failed', 'note']),
      text: z.string(),
    }),
  ),
  sign_in_url: z.string().describe('where to try it in a browser'),
})

export const signInMethods = z.object({
  password: z.boolean(),
  providers: z.array(
    z.object({
      organization: z.string(),
      key: z.string(),
      display_name: z.string(),
      button_text: z.string().optional(),
    }),
  ),
})
