/** The journal, to read. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { instant, listOf } from '../shapes/answer.ts'
import { inOrganization, page, time, userRef } from '../shapes/request.ts'
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
