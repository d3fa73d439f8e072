/** Passwords: forgotten, set anew with a link, changed by whoever knows the present one, reset by an operator. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, instant } from '../shapes/answer.ts'
import { inOrganization, NO_QUERY, reason, userRef } from '../shapes/request.ts'
import { session } from '../shapes/things.ts'

/** Long enough for any pass phrase; what is allowed is decided by the password rules, not by the shape. */
const password = z.string().min(1).max(1024)

export const forgotPassword = operation({
  name: 'forgotPassword',
  summary: 'Ask for a mail with a link that sets a new password. The answer is the same for every address.',
  method: 'POST',
  path: '/v1/password/forgot',
  access: { public: 'whoever forgot their password cannot sign in; only the mailbox gets the link' },
  params: NO_QUERY,
  body: z.strictObject({ email: z.string().min(1).max(254) }),
  answer: z.object({
    mail: z.boolean().describe('whether this server sends mail at all; without that, an operator helps'),
  }),
})

export const resetPassword = operation({
  name: 'resetPassword',
  summary: 'Set a new password with the link of a reset. It ends every session, and signs nobody in.',
  method: 'POST',
  path: '/v1/password/reset',
  access: { public: 'whoever forgot their password cannot sign in; the one-time link is the proof' },
  params: NO_QUERY,
  body: z.strictObject({ token: z.string().min(1).max(200), password }),
  answer: done,
})

export const changePassword = operation({
  name: 'changePassword',
  summary: 'Change one’s own password. Every other session ends; this one goes on under a new token.',
  method: 'POST',
  path: '/v1/account/password',
  access: { self: 'one’s own password; the present one is asked for' },
  params: NO_QUERY,
  body: z.strictObject({
    current_password: password,
    password,
    answer_as: z.enum(['cookie', 'token']).default('cookie'),
  }),
  answer: session,
})

export const resetUserPassword = operation({
  name: 'resetUserPassword',
  command: 'user reset-password',
  summary:
    'Let a member set a new password: the link goes out by mail, or is shown once where there is no mail server.',
  method: 'POST',
  path: '/v1/organizations/{organization}/users/{user}/password-reset',
  access: { permission: 'organization.user.credentials.reset', at: 'organization' },
  params: inOrganization.extend({ user: userRef }),
  query: z.strictObject({
    dry_run: z.stringbool().optional().describe('say what would happen, and issue nothing'),
  }),
  body: z.strictObject({ reason }),
  answer: z.object({
    dry_run: z.literal(true).optional(),
    user: z.object({ id: z.string(), email: z.string() }),
    delivery: z.enum(['mail', 'shown']).describe('`shown`: there is no mail server, so no mail was sent'),
    mail: z.string().optional().describe('the letter’s id, as `listMail` shows it'),
    reset_url: z.string().optional().describe('shown once, where no mail was sent'),
    expires_at: instant.optional(),
  }),
})
