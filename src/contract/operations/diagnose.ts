/** The diagnosis: one question, one answer, from “can’t sign in” to “can’t see X”. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { codeName, impact, preview, scope } from '../shapes/answer.ts'
import { asked, explanation } from '../shapes/decision.ts'
import {
  inOrganization,
  moment,
  permissionRef,
  reason,
  scopeInput,
  userRef,
  writing,
} from '../shapes/request.ts'

/** One shape with three uses, so that what is wrong with a goal is told in its own field. */
const goal = z
  .strictObject({
    permission: permissionRef.optional(),
    scope: scopeInput.optional(),
    feature: z.string().min(1).max(63).optional(),
    sign_in: z.literal(true).optional(),
  })
  .refine(
    ({ permission, scope, feature, sign_in: signIn }) =>
      (permission === undefined) === (scope === undefined) &&
      [permission, feature, signIn].filter((one) => one !== undefined).length === 1,
    'give `permission` and `scope`, or `feature`, or `sign_in`',
  )
  .describe(
    'what they mean to do: `permission` and `scope`, or `feature`, or `sign_in`; to sign in, where it is left out',
  )

const leafCode = z.union([z.literal('CANNOT_TELL'), codeName])
const checkId = z.enum(['account', 'signed_up', 'sign_in', 'place', 'role', 'feature'])

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

export const diagnoseAccess = operation({
  name: 'diagnoseAccess',
  command: 'access diagnose',
  summary: 'What stands in somebody’s way: six checks in order, the next step, and the reply to send.',
  method: 'POST',
  path: '/v1/organizations/{organization}/access/diagnose',
  access: { permission: 'organization.user.read', at: 'organization', orSelf: 'body.principal' },
  params: inOrganization,
  body: z.strictObject({ principal: userRef, goal: goal.optional(), at: moment.at }),
  answer: z.object({
    principal: z.string(),
    goal: z.union([
      z.object({ permission: z.string(), scope }),
      z.object({ feature: z.string() }),
      z.object({ sign_in: z.literal(true) }),
    ]),
    verdict: z.enum(['allowed', 'blocked', 'cannot_tell']),
    code: z.union([z.literal('ALLOWED'), leafCode]).describe('of the first check that fails'),
    checks: z
      .array(
        z.object({
          id: checkId,
          title: z.string(),
          status: z.enum(['passed', 'failed', 'not_reached', 'not_applicable', 'unknown']),
          code: leafCode.optional(),
          evidence: z.array(
            z.object({ text: z.string(), ids: z.array(z.string()).describe('of the facts in it') }),
          ),
        }),
      )
      .length(6)
      .describe('all six, in order'),
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
