/** The journal, to read. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, listOf, preview } from '../shapes/answer.ts'
import { inOrganization, page, reason, time, userRef, writing } from '../shapes/request.ts'
import { auditEvent } from '../shapes/things.ts'

const read = { permission: 'organization.audit.read', at: 'organization' } as const

export const listAuditEvents = operation({
  name: 'listAuditEvents',
  command: 'audit list',
  summary: 'List what was changed, by whom and why; newest first.',
  method: 'GET',
  path: '/v1/organizations/{organization}/audit/events',
  access: read,
  params: inOrganization,
  query: page.extend({
    type: z.string().max(60).optional(),
    actor: userRef.optional(),
    since: time.optional(),
    until: time.optional(),
  }),
  answer: listOf(auditEvent),
})

export const verifyAudit = operation({
  name: 'verifyAudit',
  command: 'audit verify',
  summary: 'Verify the hash chain of the journal; names the first bad sequence.',
  method: 'POST',
  path: '/v1/organizations/{organization}/audit/verify',
  access: read,
  params: inOrganization,
  body: z.strictObject({}),
  answer: z.object({
    verified: z.boolean(),
    events: z.number().int(),
    first_bad_sequence: z.number().int().nullable(),
    head: z.string(),
    at: instant,
  }),
})

export const revertChange = operation({
  name: 'revertChange',
  command: 'audit revert',
  summary: 'Undo a past change, as a new one under today’s guards.',
  method: 'POST',
  path: '/v1/organizations/{organization}/audit/revert',
  // And whatever undoing takes: each event that it writes, as its own command asks for it.
  access: read,
  params: inOrganization,
  query: writing,
  body: z.strictObject({ sequence: z.number().int().min(1).describe('of any record of the change'), reason }),
  answer: z.union([
    z.object({
      reverted: z.object({
        first: z.number().int(),
        last: z.number().int(),
        at: instant,
        command: z.string(),
      }),
      events: z.array(z.string()),
    }),
    preview,
  ]),
  writes: [
    'assignment.created',
    'assignment.updated',
    'assignment.deleted',
    'role.created',
    'role.updated',
    'role.deleted',
    'group.created',
    'group.updated',
    'group.deleted',
    'group.member.added',
    'group.member.removed',
    'member.blocked',
    'member.unblocked',
    'member.beta_access.changed',
    'feature.changed',
    'organization.settings.changed',
    'organization.tier.changed',
    'organization.passwords.changed',
    'expectation.added',
    'expectation.removed',
  ],
})
