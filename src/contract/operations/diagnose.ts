/** The diagnosis: one question, one answer, from “can’t sign in” to “can’t see X”. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { codeName, impact, instant, preview } from '../shapes/answer.ts'
import { asked, explanation } from '../shapes/decision.ts'
import { checkId, checks, diagnosisGoal, goal, leafCode, verdict } from '../shapes/diagnosis.ts'
import { flip } from '../shapes/flip.ts'
import { inOrganization, moment, reason, userRef, writing } from '../shapes/request.ts'

const step = z.object({
  text: z.string(),
  command: z.string().optional().describe('ready to be pasted into a shell; only to whoever may run it'),
})

const remedy = z.object({
  id: z.string().describe('of this remedy at this revision; `applyRemedy` takes it'),
  text: z.string(),
  command: z.string().optional().describe('ready to be pasted into a shell; only to whoever may run it'),
  yours: z.boolean().describe('whether you may do it'),
  suggested: z
    .boolean()
    .describe('the best one that makes nobody an admin and, where there is one, takes nothing from anybody'),
  organization_wide: z.boolean().describe('it gives somebody something at the organization, or everybody'),
  admin: z.boolean().describe('it makes them an admin'),
  lasting: z.boolean().describe('what it gives has no end'),
  impact: impact.describe('who gains and loses what; the first 10 entries'),
  performers: z
    .object({
      people: z.array(z.object({ id: z.string(), email: z.string() })),
      more: z.boolean().describe('whether there are more than are named'),
    })
    .optional()
    .describe('who else may do it, nearest first; only to whoever may see roles and people'),
})

const denialReference = z.string().min(1).max(60).describe('of a refused request, den_…')

/** A refused request, beside the answer as things are now. */
const refused = z.object({
  reference: z.string(),
  at: instant,
  status: z.number().int(),
  code: codeName.describe('as it was answered'),
  detail: z.string().describe('as it was answered, word for word'),
  operation: z.string().optional().describe('what was asked for, by its name in the contract'),
  known: z.boolean().describe('whether somebody of this organization was signed in, or tried to be'),
  token: z.boolean().describe('whether a token asked, which may reach less far than its owner'),
  revision: z.string().optional(),
  checks: checks.optional().describe('as things were then; absent where that can no longer be told'),
  explanation: explanation.optional().describe('of the decision as it was made then'),
  flips: z.array(flip).describe('since then: each time the answer changed'),
})

export const diagnoseAccess = operation({
  name: 'diagnoseAccess',
  command: 'access diagnose',
  summary: 'What stands in somebody’s way: six checks in order, the next step, and the reply to send.',
  method: 'POST',
  path: '/v1/organizations/{organization}/access/diagnose',
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.principal' },
  params: inOrganization,
  body: z
    .strictObject({
      principal: userRef.optional(),
      goal: goal.optional(),
      at: moment.at,
      reference: denialReference.optional(),
    })
    .refine(
      ({ principal, reference }) => principal !== undefined || reference !== undefined,
      'give `principal`, or the `reference` of what was refused',
    )
    .refine(
      ({ reference, at }) => reference === undefined || at === undefined,
      'a `reference` has a time of its own: leave `at` out',
    ),
  answer: z.object({
    id: z
      .string()
      .optional()
      .describe('under which it is kept, dia_…; absent where one asks about oneself or about the past'),
    principal: z.string(),
    email: z.string().optional(),
    goal: diagnosisGoal,
    refused: refused.optional().describe('what was refused, and as things were then'),
    verdict,
    code: z.union([z.literal('ALLOWED'), leafCode]).describe('of the first check that fails'),
    checks,
    second: z
      .object({ check: checkId, code: leafCode, next: step })
      .optional()
      .describe('the second problem'),
    next: step.describe('the one next step'),
    remedies: z
      .array(remedy)
      .optional()
      .describe('changes that were tried out and lead there, best first: the first 20; none of the past'),
    more_remedies: z.boolean().optional().describe('whether there are more, behind these'),
    without_remedy: z.string().optional().describe('why there is none'),
    reply: z.string().describe('for the person concerned: what was checked, and one next step'),
    ...asked,
    explanation: explanation.optional().describe('of a permission: the decision’s own explanation'),
  }),
})

export const applyRemedy = operation({
  name: 'applyRemedy',
  summary:
    'Apply a remedy of a diagnosis, all of it as one change; refused where anything has changed since.',
  method: 'POST',
  path: '/v1/organizations/{organization}/access/remedies',
  // And whatever its edits take: each of them, as its own command asks for it.
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.principal' },
  params: inOrganization,
  query: writing,
  body: z.strictObject({
    principal: userRef,
    goal: goal.optional(),
    remedy: z.string().min(1).max(60).describe('the id of a remedy of the diagnosis of the same goal'),
    reason,
  }),
  answer: z.union([
    z.object({ principal: z.string(), remedy: z.string(), events: z.array(z.string()) }),
    preview,
  ]),
  writes: [
    'member.unblocked',
    'member.beta_access.changed',
    'project.unarchived',
    'role.updated',
    'assignment.created',
    'assignment.updated',
    'assignment.deleted',
    'group.member.added',
    'group.member.removed',
    'feature.changed',
    'organization.tier.changed',
  ],
})
