/** A refusal: a code of the catalogue, the cause in words, the field it belongs to, and what to do next. */
import type { Code } from '../catalogue/codes.ts'
import type { Failing } from '../decision/expected.ts'
import type { Impact } from '../decision/impact.ts'

/** A key that the actor would need, and the scope at which they lack it. */
export type MissingKey = { readonly permission: string; readonly scope: string }

export type Refusal = {
  readonly code: Code
  /** Lower case, no full stop, user input in backticks, the cause after a colon. */
  readonly detail: string
  /** The field of the input that is at fault, as a JSON pointer. */
  readonly field?: string
  /** The command that helps. */
  readonly next?: string
  /** Of `ESCALATION`: exactly the keys that the actor lacks, and where. */
  readonly missing?: readonly MissingKey[]
  /** Of `WOULD_NARROW`, `WOULD_WIDEN`, `WOULD_NARROW_AND_WIDEN`. */
  readonly impact?: Impact
  /** Of `EXPECTATION_BROKEN`; the digest overrides, where overriding is possible. */
  readonly broken?: { readonly digest?: string; readonly failing: readonly Failing[] }
}

export function isRefusal(outcome: object): outcome is Refusal {
  return 'code' in outcome
}

export function refuse(code: Code, detail: string, more: Omit<Refusal, 'code' | 'detail'> = {}): Refusal {
  return { code, detail, ...more }
}
