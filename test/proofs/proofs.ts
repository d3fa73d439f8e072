/** The proofs that run on random worlds. R5, on random histories, joins them when the commands exist. */
import type { Proof } from './proof.ts'
import { R1 } from './r1.ts'
import { R3 } from './r3.ts'

export const PROOFS: Readonly<Record<string, Proof>> = { r1: R1, r3: R3 }
