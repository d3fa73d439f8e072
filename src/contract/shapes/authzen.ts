/** Shapes of the OpenID AuthZEN Authorization API 1.0. Fields that it does not name are ignored, as it demands. */
import { z } from 'zod'

const text = z.string().min(1).max(300)
const properties = z.record(z.string(), z.unknown()).optional()
const context = z.record(z.string(), z.unknown()).optional()

const subject = z.object({
  type: text.describe('`user` or `automation`'),
  id: text.describe('id, e-mail or username'),
  properties,
})
const action = z.object({
  name: text.describe('a permission’s key, or an action of the resource’s type'),
  properties,
})
const resource = z.object({
  type: text.describe('`organization`, `project`, `environment`, or a type of an application catalogue'),
  id: text,
  properties: properties.describe('`scope`: where a resource of an application’s own type is'),
})

export type AuthzenSubject = z.infer<typeof subject>
export type AuthzenResource = z.infer<typeof resource>

export const evaluation = z.object({ subject, action, resource, context })
export type Evaluation = z.infer<typeof evaluation>

const REQUIRED = ['subject', 'action', 'resource'] as const

/** Entities at the top are defaults; each evaluation is looked at when its turn comes, so that one can fail alone. */
export const evaluations = z
  .object({
    ...evaluation.partial().shape,
    evaluations: z.array(z.record(z.string(), z.unknown())).max(1000).optional(),
    options: z
      .object({
        evaluations_semantic: z
          .enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])
          .optional(),
      })
      .optional(),
  })
  .superRefine((body, issues) => {
    if ((body.evaluations ?? []).length > 0) return
    for (const field of REQUIRED) {
      if (body[field] === undefined)
        issues.addIssue({ code: 'custom', path: [field], message: 'required where `evaluations` is empty' })
    }
  })

const page = z
  .object({
    token: z.string().max(2000).optional().describe('empty at the beginning'),
    limit: z.number().int().min(0).optional().describe('at most 500 are answered at once'),
  })
  .optional()

/** What is searched for is named by its type alone; an id there is ignored. */
export const searchSubject = z.object({
  subject: subject.pick({ type: true }),
  action,
  resource,
  context,
  page,
})
export const searchResource = z.object({
  subject,
  action,
  resource: resource.pick({ type: true, properties: true }),
  context,
  page,
})
export const searchAction = z.object({ subject, resource, context, page })

export const decided = z.object({
  decision: z.boolean(),
  context: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('of a denial: `code`, and under the HTTP status `reason_admin` and `reason_user`'),
})

const nextPage = z.object({
  next_token: z.string().describe('empty at the end'),
  count: z.number().int(),
  total: z.number().int(),
})

export function found<T extends z.ZodType>(result: T) {
  return z.object({
    page: nextPage,
    context: z.record(z.string(), z.unknown()).optional(),
    results: z.array(result),
  })
}

export const entity = z.object({ type: z.string(), id: z.string() })
export const namedAction = z.object({ name: z.string() })
