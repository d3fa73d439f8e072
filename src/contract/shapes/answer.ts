/** Shapes that answers share. Answers are parsed through them, so nothing else can leave. */
import { z } from 'zod'
import { CODES, type Code } from '../../core/catalogue/codes.ts'

export const codeName = z.enum(Object.keys(CODES) as [Code, ...Code[]])

export const scope = z.object({
  type: z.enum(['organization', 'project', 'environment']),
  project: z.string().optional(),
  environment: z.string().optional(),
})
export type ScopeAnswer = z.infer<typeof scope>

/** RFC 3339, UTC. */
export const instant = z.iso.datetime()

export const impact = z.object({
  digest: z.string(),
  totals: z.object({
    people: z.number().int(),
    entries: z.number().int(),
    gained: z.number().int(),
    lost: z.number().int(),
  }),
  entries: z.array(
    z.object({
      principal: z.string(),
      /** E-mail of the person, where the reader may see people. */
      email: z.string().optional(),
      scope,
      gained: z.array(z.string()),
      lost: z.array(z.string()),
      from: instant.optional(),
      until: instant.optional(),
    }),
  ),
})

export type ImpactAnswer = z.infer<typeof impact>

/** The same of what is not agreed to by a digest. */
export const effect = impact.omit({ digest: true })

/** What a dry run answers in place of the usual: who would gain and lose, and whether that needs accepting. */
export const preview = z.object({
  dry_run: z.literal(true),
  events: z.array(z.string()),
  impact,
  refusal: z.enum(['WOULD_NARROW', 'WOULD_WIDEN', 'WOULD_NARROW_AND_WIDEN']).optional(),
  needs_reason: z.string().optional().describe('why it is refused without a reason'),
})

export type PreviewAnswer = z.infer<typeof preview>

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: codeName,
  detail: z.string(),
  reference: z.string(),
  next: z.string().optional(),
  required_permission: z.string().optional(),
  scope: scope.optional(),
  missing: z.array(z.object({ permission: z.string(), scope: z.string() })).optional(),
  impact: impact.optional(),
  expectations: z
    .object({
      digest: z.string().optional().describe('overrides, where overriding is possible'),
      total: z.number().int(),
      broken: z.array(
        z.object({
          expectation: z.string(),
          text: z.string(),
          principal: z.string(),
          email: z.string().optional(),
          scope,
        }),
      ),
    })
    .optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}

export const done = z.object({})

/** The answer of an operation with `media`: bytes as they come, of any length. */
export const byteStream = z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream)
