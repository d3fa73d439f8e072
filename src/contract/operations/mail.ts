/** Mail: what was sent to an organization's people, and what became of it. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, listOf } from '../shapes/answer.ts'
import { inOrganization, page, userRef } from '../shapes/request.ts'

/** What became of a letter. */
const mailState = z.enum(['queued', 'sent', 'failed'])

const letter = z.object({
  id: z.string(),
  kind: z.string().describe('invitation, password_reset, password_changed, …'),
  user: z.object({ id: z.string(), email: z.string() }),
  address: z.string().describe('where it went'),
  state: mailState,
  attempts: z.number().int(),
  created_at: instant,
  settled_at: instant.optional().describe('when it was sent or given up'),
  next_try_at: instant.optional().describe('while it is queued'),
  detail: z.string().optional().describe('what the mail server answered last'),
})

export const listMail = operation({
  name: 'listMail',
  summary:
    'List the letters that went to members, newest first, with what the mail server said. Never their text.',
  method: 'GET',
  path: '/v1/organizations/{organization}/mail',
  access: { permission: 'organization.user.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({
    state: mailState.optional(),
    user: userRef.optional(),
  }),
  answer: listOf(letter).extend({
    configured: z.boolean().describe('whether there is a mail server; without one links are shown instead'),
  }),
})
