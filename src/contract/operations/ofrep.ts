/**
 * OpenFeature Remote Evaluation Protocol: the features of application catalogues as boolean flags, for the person in
 * `targetingKey`. The organization is found as for AuthZEN.
 */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { NO_QUERY, userRef } from '../shapes/request.ts'

const protocol = 'ofrep'
const base = '/ofrep/v1/evaluate/flags'
const access = { permission: 'organization.user.read', at: 'organization', orSelf: 'body.context' } as const

/** What else a context says decides nothing here. */
const body = z.object({ context: z.object({ targetingKey: userRef }) })

const flag = z.object({
  key: z.string(),
  value: z.boolean(),
  reason: z.enum(['STATIC', 'TARGETING_MATCH', 'DISABLED']),
  variant: z.enum(['on', 'off']),
  metadata: z.record(z.string(), z.string()).describe('kind, where the state comes from, and why it is off'),
})

export const ofrepFlag = operation({
  name: 'ofrepFlag',
  summary: 'OFREP: is this feature on for this person?',
  method: 'POST',
  path: `${base}/{key}`,
  protocol,
  access,
  params: z.strictObject({ key: z.string().min(1).max(200) }),
  body,
  answer: flag,
})

export const ofrepFlags = operation({
  name: 'ofrepFlags',
  summary: 'OFREP: every feature for this person; 304 where nothing changed since `If-None-Match`.',
  method: 'POST',
  path: base,
  protocol,
  access,
  params: NO_QUERY,
  query: z.strictObject({
    flagConfigEtag: z.string().optional().describe('of an event stream; not used'),
    flagConfigLastModified: z.string().optional().describe('of an event stream; not used'),
  }),
  body,
  answer: z.object({ flags: z.array(flag) }),
})
