/** Diagnoses that were opened, and the bundles that hand a case on to somebody else. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, instant, listOf } from '../shapes/answer.ts'
import { bundle, missingTexts } from '../shapes/bundle.ts'
import { checkId, diagnosis } from '../shapes/diagnosis.ts'
import { inOrganization, page, userRef } from '../shapes/request.ts'

const base = '/v1/organizations/{organization}'
const lookingAfterPeople = { permission: 'organization.user.read', at: 'organization' } as const
/** What somebody's access rests on, and how they signed in, leaves the house. */
const handingOn = { permission: 'organization.audit.read', at: 'organization' } as const
const inDiagnosis = inOrganization.extend({
  diagnosis: z.string().min(1).max(100).describe('a diagnosis’s id, dia_…'),
})
const note = z.string().trim().min(1).max(1000)

export const listDiagnoses = operation({
  name: 'listDiagnoses',
  command: 'access diagnosis list',
  summary: 'List the diagnoses that are open, or all that are kept, newest first.',
  method: 'GET',
  path: `${base}/diagnoses`,
  access: lookingAfterPeople,
  params: inOrganization,
  query: page.extend({
    user: userRef.optional(),
    closed: z.stringbool().optional().describe('closed ones too'),
  }),
  answer: listOf(diagnosis),
})

export const showDiagnosis = operation({
  name: 'showDiagnosis',
  command: 'access diagnosis show',
  summary: 'Show a diagnosis: what was recorded, by whom, and the bundles made of it.',
  method: 'GET',
  path: `${base}/diagnoses/{diagnosis}`,
  access: lookingAfterPeople,
  params: inDiagnosis,
  answer: diagnosis.extend({
    bundles: z.array(z.object({ id: z.string(), at: instant })).describe('oldest first'),
  }),
})

export const recordCheck = operation({
  name: 'recordCheck',
  command: 'access diagnosis record',
  summary: 'Record what a check found that nothing recorded tells: somebody has looked, or asked the person.',
  method: 'POST',
  path: `${base}/diagnoses/{diagnosis}/checks`,
  access: lookingAfterPeople,
  params: inDiagnosis,
  body: z.strictObject({
    check: checkId,
    found: z.enum(['passed', 'failed']),
    saw: note.describe('what was looked at, and what it showed'),
  }),
  answer: diagnosis,
})

export const closeDiagnosis = operation({
  name: 'closeDiagnosis',
  command: 'access diagnosis close',
  summary: 'Close a diagnosis: its cause is dealt with, or is no matter any more.',
  method: 'POST',
  path: `${base}/diagnoses/{diagnosis}/close`,
  access: lookingAfterPeople,
  params: inDiagnosis,
  body: z.strictObject({ note: note.optional().describe('how it ended') }),
  answer: done,
})

export const createBundle = operation({
  name: 'createBundle',
  command: 'access bundle',
  summary:
    'Hand a case on: what they tried, the exact message, role, tenant and the six checks, without secrets; for a ticket, and to be replayed.',
  method: 'POST',
  path: `${base}/bundles`,
  // And what it shows: people, roles and groups.
  access: handingOn,
  params: inOrganization,
  body: z
    .strictObject({
      diagnosis: z.string().min(1).max(100).optional().describe('its id, dia_…'),
      reference: z
        .string()
        .min(1)
        .max(60)
        .optional()
        .describe('of a refused request, den_…: the diagnosis that was made of it'),
      ...missingTexts,
      override: note.optional().describe('why it is handed on before all six checks are recorded'),
      pseudonyms: z
        .boolean()
        .optional()
        .describe('names and addresses give way to others, the same throughout'),
    })
    .refine(
      ({ diagnosis: id, reference }) => (id === undefined) !== (reference === undefined),
      'give `diagnosis`, or the `reference` that it began with',
    ),
  answer: bundle,
  status: 201,
})

export const showBundle = operation({
  name: 'showBundle',
  command: 'access diagnosis bundle',
  summary: 'Show a bundle again, by its reference.',
  method: 'GET',
  path: `${base}/bundles/{bundle}`,
  access: handingOn,
  params: inOrganization.extend({ bundle: z.string().min(1).max(100).describe('a bundle’s id, bun_…') }),
  answer: bundle,
})
