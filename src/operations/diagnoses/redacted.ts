/** The texts of a bundle without secrets, and what was taken out of them, by kind. */
import type { Unparsed } from '../../contract/table.ts'
import { type Part, redact } from '../../core/index.ts'
import type { RecordedCheck } from '../../store/store.ts'

type Content = Unparsed<'createBundle'>['content']
type Texts = Pick<Content, Part | 'override' | 'by_hand' | 'redacted'>

export function redacted(
  parts: Readonly<Record<Part, string>> & { readonly override?: string },
  byHand: readonly RecordedCheck[],
): Texts {
  const found: Record<string, number> = {}
  const clean = (text: string): string => {
    const { text: left, found: here } = redact(text)
    for (const [kind, count] of Object.entries(here)) found[kind] = (found[kind] ?? 0) + count
    return left
  }
  return {
    tried: clean(parts.tried),
    error_message: clean(parts.error_message),
    role: clean(parts.role),
    tenant: clean(parts.tenant),
    ...(parts.override !== undefined && { override: clean(parts.override) }),
    by_hand: byHand.map(({ id, status, by = '', note = '' }) => ({
      check: id,
      status,
      by,
      note: clean(note),
    })),
    redacted: found,
  }
}
