/**
 * A check of the runbook: one question in fixed order, answered by a predicate over the facts. What can be wrong there are
 * its leaves: each has one code, one next step for the operator, and one thing to ask of the person.
 */
import { CODES, type Code } from '../catalogue/codes.ts'
import type { PermissionKey } from '../catalogue/permissions.ts'
import type { MissingKey } from '../change/refusal.ts'
import type { Case } from './case.ts'

export type CheckId = 'account' | 'signed_up' | 'sign_in' | 'place' | 'role' | 'feature'

/** `not_reached`: an earlier failure leaves nothing to evaluate. `unknown`: nothing recorded tells. */
export type CheckStatus = 'passed' | 'failed' | 'not_reached' | 'not_applicable' | 'unknown'

/** A code of the catalogue, or that nothing recorded tells. */
export type LeafCode = Code | 'CANNOT_TELL'

/** What an answer rests on: a sentence for operators, and the ids of the facts in it. */
export type Evidence = { readonly text: string; readonly ids: readonly string[] }

export type Judgement = {
  readonly status: CheckStatus
  /** Of the leaf; a failed check that leaves the answer to a later one has none. */
  readonly code?: LeafCode
  readonly evidence: readonly Evidence[]
}

/** A command line, to be run by somebody with these permissions at the scope. */
export type CommandLine = {
  /** One or more commands, each in words; `compartment` is left out. */
  readonly lines: readonly (readonly string[])[]
  readonly permissions: readonly PermissionKey[]
  readonly scope: string
  /** And these, elsewhere. */
  readonly also?: readonly { readonly permission: PermissionKey; readonly scope: string }[]
}

/** The one next step. */
export type Step = {
  readonly text: string
  readonly command?: CommandLine
  /** What whoever does it gives, and has to hold. */
  readonly takes?: () => readonly MissingKey[]
}

export type Leaf = {
  readonly code: LeafCode
  /** What is done about it, whoever it is about: for the runbook's page. */
  readonly advice: string
  readonly step: (one: Case) => Step
  /** The one thing that the person concerned is asked to do; asks for the result. For people: no keys, no names. */
  readonly ask: (one: Case) => string
}

export type Check = {
  readonly id: CheckId
  readonly title: string
  /** Completes “I have checked …”, for people. */
  readonly checked: (one: Case) => string
  readonly judge: (one: Case) => Judgement
  readonly leaves: readonly Leaf[]
}

export function fact(text: string, ...ids: readonly string[]): Evidence {
  return { text, ids }
}

export function passed(...evidence: readonly Evidence[]): Judgement {
  return { status: 'passed', evidence }
}

export function failed(code: LeafCode, ...evidence: readonly Evidence[]): Judgement {
  return { status: 'failed', code, evidence }
}

/** What an operator is told that the leaf means. */
export function meaningOf(code: LeafCode): string {
  return code === 'CANNOT_TELL' ? 'nothing that is recorded tells' : CODES[code].operator
}
