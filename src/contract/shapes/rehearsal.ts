/** What a rehearsed invitation would come to, worked out by the engine that decides. */
import { z } from 'zod'
import { instant, scope } from './answer.ts'
import { allowedAt, decisionCode } from './decision.ts'

export const rehearsal = z.object({
  email: z.string(),
  outcome: z
    .enum(['member_at_once', 'activation_link', 'sign_in_with_sso', 'no_way_in'])
    .describe('how they come in; `no_way_in`: there is neither a password nor a provider to sign in with'),
  delivery: z
    .enum(['shown', 'mail', 'mail_and_shown', 'sign_in', 'none'])
    .describe('how they learn of it; `none`: a member at once is told nothing'),
  sign_in: z.object({
    url: z.string(),
    password: z.boolean(),
    providers: z.array(z.object({ key: z.string(), display_name: z.string() })),
  }),
  expires_at: instant.optional().describe('until when it can be accepted'),
  may: z
    .array(allowedAt)
    .optional()
    .describe('what they can do once they are in, by place; left out where the reader may not see people'),
  goals: z
    .array(z.object({ permission: z.string(), scope, allowed: z.boolean(), code: decisionCode }))
    .optional()
    .describe('what they are meant to be able to do, and whether they will'),
  text: z.array(z.string()).describe('the same in plain sentences'),
})
export type Rehearsal = z.input<typeof rehearsal>
