/** The answer to a question: one constant for each code, and a number for it where many are answered at once. */
import { DECISION_CODES, type DecisionCode } from '../catalogue/codes.ts'

export type Verdict =
  | { readonly allowed: true; readonly code: 'ALLOWED' }
  | { readonly allowed: false; readonly code: DecisionCode }

export const ALLOWED: Verdict = Object.freeze({ allowed: true, code: 'ALLOWED' })

/** Each under its number. */
export const VERDICTS: readonly Verdict[] = [
  ALLOWED,
  ...DECISION_CODES.map((code) => Object.freeze({ allowed: false, code } as const)),
]

export const NUMBER_OF = Object.fromEntries(VERDICTS.map(({ code }, number) => [code, number])) as Readonly<
  Record<Verdict['code'], number>
>
