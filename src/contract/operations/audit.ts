/** The audit log: the journal and the activity log, to read, export and verify. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { byteStream, instant, listOf, preview } from '../shapes/answer.ts'
import { inOrganization, page, reason, time, userRef, writing } from '../shapes/request.ts'
import { auditEvent, checkpoint } from '../shapes/things.ts'

const read = { permission: 'organization.audit.read', at: 'organization' } as const

const filters = {
  log: z.enum(['journal', 'activity']).optional().describe('only changes, or only what changed no access'),
  type: z.string().max(60).optional().describe('a type of event, or its first words: `role`'),
  actor: userRef.optional(),
  target: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe('what it is about: an e-mail, an id, or the name of a role, group, project or feature'),
  scope: z.string().min(1).max(200).optional().describe('only what names this place or one inside it'),
  since: time.optional(),
  until: time.optional(),
  q: page.shape.q,
}

export const listAuditEvents = operation({
  name: 'listAuditEvents',
  command: 'audit list',
  summary: 'List what was changed and what happened, by whom and why; newest first.',
  method: 'GET',
  path: '/v1/organizations/{organization}/audit/events',
  access: read,
  params: inOrganization,
  query: page.extend(filters),
  answer: listOf(auditEvent).extend({
    kept_from: instant
      .optional()
      .describe('from when on the journal is kept, where what was older was removed when its time was over'),
  }),
})

export const exportAuditEvents = operation({
  name: 'exportAuditEvents',
  command: 'audit export',
  summary:
    'Export the audit log, oldest first and whole, as NDJSON that can be verified offline, CSV or OCSF.',
  method: 'GET',
  path: '/v1/organizations/{organization}/audit/export',
  access: read,
  params: inOrganization,
  query: z.strictObject({
    format: z.enum(['ndjson', 'csv', 'ocsf']).default('ndjson'),
    ...filters,
  }),
  answer: byteStream,
  media: ['application/x-ndjson', 'text/csv'],
})

export const verifyAudit = operation({
  name: 'verifyAudit',
  command: 'audit verify',
  summary: 'Verify the hash chains and the signed checkpoints; names the first bad sequence.',
  method: 'POST',
  path: '/v1/organizations/{organization}/audit/verify',
  access: read,
  params: inOrganization,
  body: z.strictObject({
    checkpoint: checkpoint.optional().describe('one that you kept: the journal must still lead to it'),
  }),
  answer: z.object({
    verified: z.boolean(),
    events: z.number().int().describe('of the journal, that are there and good'),
    first_bad_sequence: z.number().int().nullable(),
    problem: z.string().optional().describe('what is not as it was written'),
    activities: z.number().int().describe('sealed records of the activity log'),
    checkpoints: z.number().int(),
    cut: z
      .object({
        through: z.number().int().describe('sequence of the last record that was removed'),
        at: instant.describe('when it was removed'),
        known_from: instant.describe('what was so from then on can be told'),
      })
      .nullable()
      .describe('where the journal begins, if what was older was removed when its time was over'),
    anchored: z.boolean().nullable().describe('whether it fits the anchor; null without one'),
    head: z.string(),
    at: instant,
  }),
})

export const listCheckpoints = operation({
  name: 'listCheckpoints',
  command: 'audit checkpoints',
  summary: 'List the signed checkpoints, newest first, with the public key: keep one, and verify against it.',
  method: 'GET',
  path: '/v1/organizations/{organization}/audit/checkpoints',
  access: read,
  params: inOrganization,
  query: page.pick({ limit: true, cursor: true }),
  answer: listOf(checkpoint).extend({
    key: z.object({
      id: z.string(),
      algorithm: z.literal('Ed25519'),
      public_key: z.string().describe('PEM'),
    }),
  }),
})

export const proveConsistency = operation({
  name: 'proveConsistency',
  summary: 'Prove that the journal at one size is the beginning of the journal at a later one (RFC 9162).',
  method: 'GET',
  path: '/v1/organizations/{organization}/audit/consistency',
  access: read,
  params: inOrganization,
  query: z.strictObject({
    first: z.coerce.number().int().min(1).describe('a size, in records'),
    second: z.coerce.number().int().min(1).describe('a later size'),
  }),
  answer: z.object({
    first: z.object({ size: z.number().int(), root: z.string() }),
    second: z.object({ size: z.number().int(), root: z.string() }),
    proof: z.array(z.string()),
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
