/** What a one-time link is for, told to whoever holds it and to nobody else. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant } from '../shapes/answer.ts'
import { NO_QUERY } from '../shapes/request.ts'

export const inspectLink = operation({
  name: 'inspectLink',
  summary: 'Look at a one-time link without using it: what it is for, and what it asks for.',
  method: 'POST',
  path: '/v1/links/inspect',
  access: { public: 'whoever follows such a link cannot sign in yet; the link itself is the proof' },
  params: NO_QUERY,
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  answer: z.object({
    purpose: z.enum(['activation', 'reset']),
    state: z
      .enum(['usable', 'used', 'replaced', 'cancelled', 'expired', 'sso_only', 'not_valid'])
      .describe('`sso_only`: the organization takes no passwords; `not_valid`: ask for a new link'),
    detail: z.string().describe('the state in words, with the next step'),
    /** Of an activation. */
    organization: z.object({ name: z.string(), display_name: z.string() }).optional(),
    invitation: z.string().optional().describe('of a usable activation: its id, for `acceptInvitation`'),
    /** While it is usable. */
    email: z.string().optional(),
    asks: z
      .enum(['new_password', 'password', 'sign_in', 'nothing'])
      .optional()
      .describe(
        'of a usable link. `new_password`: one is chosen; `password`: the account’s own is given (both: `activate`, ' +
          'or `resetPassword`); `sign_in`: one signs in as the account first; `nothing`: one is signed in as it ' +
          '(`acceptInvitation` with the token)',
      ),
    signed_in: z
      .enum(['nobody', 'owner', 'somebody_else'])
      .optional()
      .describe('of a usable link: who is signed in where it was opened'),
    sign_in_url: z.string().optional().describe('of `sso_only`, and where `asks` is `sign_in`'),
    expires_at: instant.optional(),
  }),
})
