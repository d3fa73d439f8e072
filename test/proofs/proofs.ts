/** The proofs that run on random worlds. R5's histories join them when replay and as-of exist. */
import type { Proof } from './proof.ts'
import { R1 } from './r1.ts'
import { R3 } from './r3.ts'
import { R4 } from './r4.ts'
import { R5_CHANGES } from './r5-changes.ts'
import { R5_EXPECTATIONS } from './r5-expectations.ts'
import { R5_HISTORIES } from './r5-histories.ts'
import { R5_QUERIES } from './r5-queries.ts'

export const PROOFS: Readonly<Record<string, Proof>> = {
  r1: R1,
  r3: R3,
  r4: R4,
  queries: R5_QUERIES,
  changes: R5_CHANGES,
  expectations: R5_EXPECTATIONS,
  histories: R5_HISTORIES,
}
