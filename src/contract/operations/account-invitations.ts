/** Invitations of the account that is signed in. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant } from '../shapes/answer.ts'
import { NO_QUERY } from '../shapes/request.ts'
import { organization } from '../shapes/things.ts'

export const listAccountInvitations = operation({
  name: 'listAccountInvitations',
  command: 'account invitation list',
  summary: 'List the invitations that wait for oneself and can be accepted without their link.',
  method: 'GET',
  path: '/v1/account/invitations',
  access: { self: 'one’s own invitations, from organizations for which one’s address is proven' },
  params: NO_QUERY,
  answer: z.object({
    items: z.array(z.object({ id: z.string(), organization, created_at: instant, expires_at: instant })),
  }),
})

export const acceptInvitation = operation({
  name: 'acceptInvitation',
  command: 'account invitation accept',
  summary: 'Accept an invitation as the account that is signed in.',
  method: 'POST',
  path: '/v1/account/invitations/{invitation}/accept',
  access: { self: 'one’s own invitation' },
  params: z.strictObject({ invitation: z.string().min(1).max(300).describe('an invitation’s id, inv_…') }),
  body: z.strictObject({
    token: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('of the invitation’s link; needed where one’s address is not proven for that organization'),
  }),
  answer: z.object({ organization }),
  writes: ['invitation.accepted', 'member.activated'],
})
