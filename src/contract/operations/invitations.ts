/** Invitations: one record per organization and address. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import { inOrganization, page, reason, showLink, writing } from '../shapes/request.ts'
import { invitation, issuedInvitation } from '../shapes/things.ts'

const one = inOrganization.extend({
  invitation: z.string().min(1).max(300).describe('an invitation: id, or the address it is for'),
})
const base = '/v1/organizations/{organization}/invitations'

export const listInvitations = operation({
  name: 'listInvitations',
  command: 'invitation list',
  summary: 'List invitations.',
  method: 'GET',
  path: base,
  access: { permission: 'organization.user.read', at: 'organization' },
  params: inOrganization,
  query: page.extend({ state: z.enum(['pending', 'expired', 'accepted', 'cancelled']).optional() }),
  answer: listOf(invitation),
})

export const resendInvitation = operation({
  name: 'resendInvitation',
  command: 'invitation resend',
  summary: 'Issue a new link with a new lifetime; the old link ends.',
  method: 'POST',
  path: `${base}/{invitation}/resend`,
  access: { permission: 'organization.user.invite', at: 'organization' },
  params: one,
  query: writing,
  body: z.strictObject({ show_link: showLink, reason }),
  answer: z.union([issuedInvitation, preview]),
  writes: ['invitation.resent'],
})

export const cancelInvitation = operation({
  name: 'cancelInvitation',
  command: 'invitation cancel',
  summary: 'Cancel an invitation; the membership that waited for it ends.',
  method: 'DELETE',
  path: `${base}/{invitation}`,
  access: { permission: 'organization.user.invite', at: 'organization' },
  params: one,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['invitation.cancelled', 'member.removed', 'assignment.deleted', 'group.member.removed'],
})
