/** Exports as a reader gets them. */
import { type Trusted, verifyExport } from '../../../src/operations/audit/export/verify-export.ts'
import type { Caller } from '../../../src/operations/call.ts'
import type { Checkpoint } from '../../../src/store/store.ts'
import type { Town } from '../../support/town.ts'

/** Text of an export by `caller` of `acme`. */
export async function exported(
  town: Town,
  caller: Caller,
  query: Record<string, unknown> = {},
): Promise<string> {
  const { answer } = await town.result(caller, 'exportAuditEvents', { query })
  return new Response(answer).text()
}

/** The lines of an NDJSON export. */
export type Line = {
  readonly kind: string
  at: number
  lines: number
  readonly type?: string
  readonly checkpoint: Checkpoint & { journal: { root: string } }
  readonly metadata: { readonly event_code: string }
  readonly class_uid: number
  readonly activity_id: number
  [field: string]: unknown
}

export function parsedLines(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

export async function verified(text: string, trusted: Trusted = {}) {
  const lines = text.trimEnd().split('\n')
  return verifyExport(async function* () {
    yield* lines
  }, trusted)
}
