/** Exports as a reader gets them. */
import { type Trusted, verifyExport } from '../../../src/operations/audit/export/verify-export.ts'
import type { Caller } from '../../../src/operations/call.ts'
import type { Town } from '../../support/town.ts'

/** Text of an export by `caller` of `acme`. */
export async function exported(
  town: Town,
  caller: Caller,
  query: Record<string, unknown> = {},
): Promise<string> {
  const { answer } = await town.result(caller, 'exportAuditEvents', { query })
  return new Response(answer as ReadableStream<Uint8Array>).text()
}

/** The lines of an NDJSON export. */
export function parsedLines(text: string): Record<string, any>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

export async function verified(text: string, trusted: Trusted = {}) {
  const lines = text.trimEnd().split('\n')
  return verifyExport(async function* () {
    yield* lines
  }, trusted)
}
