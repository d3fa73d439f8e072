/** What is handed on to somebody who cannot look here: one file, complete, without secrets, that can be replayed. */
import { z } from 'zod'
import { instant } from './answer.ts'
import { checks, diagnosisGoal, leafCode, verdict } from './diagnosis.ts'
import { flip } from './flip.ts'

const verbatim = z.string().min(1).max(10_000)

/** Word for word as it was said: nothing is trimmed. */
export const missingTexts = {
  tried: verbatim.optional().describe('what they tried; known where there is a denial'),
  error_message: verbatim.optional().describe('the message, word for word; known where there is a denial'),
  role: z.string().min(1).max(500).optional().describe('known of members'),
  tenant: z.string().min(1).max(500).optional().describe('known of members'),
}

/** Everything that a diagnosis of one moment was made from. Its state is the product’s own, and read by it alone. */
const replayable = z.object({
  now: z.number(),
  principal: z.string(),
  called: z.string(),
  goal: z.record(z.string(), z.unknown()),
  facts: z.record(z.string(), z.unknown()),
  state: z.record(z.string(), z.unknown()),
})

const outcome = z.object({ verdict, code: z.union([z.literal('ALLOWED'), leafCode]), checks })

export const bundleContent = z.object({
  format: z.literal(1),
  id: z.string(),
  diagnosis: z.string(),
  reference: z.string().optional().describe('of the refused request, den_…'),
  made_at: instant,
  made_by: z.string(),
  catalogue: z.string().describe('the version of the built-in catalogue'),
  state_format: z.number().int(),
  tried: z.string(),
  error_message: z.string().describe('word for word, but for secrets'),
  role: z.string(),
  tenant: z.string(),
  override: z.string().optional().describe('why it was made before all six checks were recorded'),
  redacted: z.record(z.string(), z.number().int()).describe('what was taken out of these texts, by kind'),
  pseudonyms: z.boolean(),
  principal: z.string(),
  person: z.string(),
  goal: diagnosisGoal,
  now: outcome.extend({ revision: z.string(), replay: replayable }),
  refused: outcome
    .extend({ at: instant, revision: z.string(), replay: replayable })
    .optional()
    .describe('as things were when it was refused'),
  by_hand: z
    .array(z.object({ check: z.string(), status: z.string(), by: z.string(), note: z.string() }))
    .describe('checks that a person recorded'),
  flips: z.array(flip).describe('since it was refused: each time the answer changed'),
})

export const bundle = z.object({
  reference: z.string().describe('of this bundle, bun_…: by it the case is found again'),
  content: bundleContent.describe('what `access replay` reads'),
  markdown: z.string().describe('the same for a ticket'),
})
