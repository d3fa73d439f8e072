/** Shapes of the OpenFeature Remote Evaluation Protocol. */
import { z } from 'zod'

/** In place of a problem where a flag is not there (404) or cannot be evaluated (400). */
export const evaluationFailure = z.object({
  key: z.string().optional(),
  errorCode: z.enum(['FLAG_NOT_FOUND', 'PARSE_ERROR', 'TARGETING_KEY_MISSING', 'INVALID_CONTEXT', 'GENERAL']),
  errorDetails: z.string(),
})
export type EvaluationFailure = z.infer<typeof evaluationFailure>
