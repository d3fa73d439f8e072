/**
 * One question, one answer, from “can’t sign in” to “can’t see X”: the six checks of the runbook in order. The first that
 * fails names the code, the same that enforcement gives; the others are looked at where they can be, so that a second
 * problem is known before the second ticket.
 */
import type { Certificate } from '../decision/certificate.ts'
import { certify } from '../decision/certify.ts'
import { findRemedies } from '../remedies/find-remedies.ts'
import type { Case } from './case.ts'
import type { Check, CheckId, CheckStatus, Evidence, Judgement, LeafCode, Step } from './check.ts'
import { MOST_SHOWN, type Remedies, remediesOf } from './remedies.ts'
import { questionOf } from './remedy-question.ts'
import { replyTo } from './reply.ts'
import { leafOf, RUNBOOK } from './runbook.ts'
import { counted } from './wording.ts'

export type DiagnosedCheck = {
  readonly id: CheckId
  readonly title: string
  readonly status: CheckStatus
  readonly code?: LeafCode
  readonly evidence: readonly Evidence[]
}

/** The step, and the command in words without `compartment`; absent where the reader may not run it. */
export type NextStep = { readonly text: string; readonly commands: readonly (readonly string[])[] }

export type Diagnosis = Remedies & {
  readonly verdict: 'allowed' | 'blocked' | 'cannot_tell'
  readonly code: LeafCode | 'ALLOWED'
  /** All six, in order (F79). */
  readonly checks: readonly DiagnosedCheck[]
  /** The next check that fails, where there is one. */
  readonly second?: { readonly check: CheckId; readonly code: LeafCode; readonly next: NextStep }
  readonly next: NextStep
  /** For the person concerned. */
  readonly reply: string
  /** Of a permission: what the decision rests on, whole. */
  readonly certificate?: Certificate
}

const TRY_AGAIN = 'Nothing stands in the way here. Have them try again, and ask what they see, word for word.'

/** What is asked, of whom, by whom, when; the rest is looked up. */
export type DiagnosisQuestion = Omit<Case, 'member' | 'certificate' | 'found'>

export function diagnose(question: DiagnosisQuestion): Diagnosis {
  const one = caseOf(question)
  const judged = RUNBOOK.map((check: Check) => ({ check, judgement: check.judge(one) }))
  const failures = judged.flatMap(({ check, judgement: { status, code } }) =>
    status === 'failed' && code !== undefined ? [{ check: check.id, code }] : [],
  )
  const [first, second] = failures
  const untold = one.goal.kind === 'sign_in' && judged.some(({ judgement }) => judgement.status === 'unknown')
  const blocker = first?.code ?? (untold ? 'CANNOT_TELL' : undefined)
  const leaf = blocker && leafOf(blocker)
  return {
    verdict: first !== undefined ? 'blocked' : untold ? 'cannot_tell' : 'allowed',
    code: blocker ?? 'ALLOWED',
    checks: judged.map(({ check: { id, title }, judgement: { status, code, evidence } }) =>
      code === undefined ? { id, title, status, evidence } : { id, title, status, code, evidence },
    ),
    ...(second !== undefined && { second: { ...second, next: stepFor(one, leafOf(second.code).step(one)) } }),
    ...remediesOf(one, blocker === undefined),
    next: leaf === undefined ? { text: TRY_AGAIN, commands: [] } : stepFor(one, leaf.step(one)),
    reply: replyTo(one, lookedAt(one, judged, blocker), leaf),
    ...(one.certificate !== undefined && { certificate: one.certificate }),
  }
}

type Judged = { readonly check: Check; readonly judgement: Judgement }

/** What had been looked at when the blocker was found; nowhere to be found is said after all of it. */
function lookedAt({ member }: Case, judged: readonly Judged[], blocker: LeafCode | undefined): Check[] {
  const found = judged.findIndex(
    ({ judgement }) => judgement.code !== undefined && judgement.code === blocker,
  )
  const upTo = member === undefined || found < 0 ? judged : judged.slice(0, found + 1)
  return upTo.filter(({ judgement }) => LOOKED.has(judgement.status)).map(({ check }) => check)
}

const LOOKED: ReadonlySet<CheckStatus> = new Set<CheckStatus>(['passed', 'failed', 'unknown'])

function caseOf(question: DiagnosisQuestion): Case {
  const { snapshot, principal, goal, now } = question
  return {
    ...question,
    member: snapshot.members.get(principal),
    found: findRemedies(questionOf(question), MOST_SHOWN),
    certificate:
      goal.kind === 'permission' ? certify(snapshot, principal, goal.permission, goal.scope, now) : undefined,
  }
}

/** A command is only for whoever may run it and holds what it gives; others are told what it takes. */
function stepFor({ reader }: Case, { text, command, takes }: Step): NextStep {
  if (command === undefined) return { text, commands: [] }
  const needed = command.permissions.map((permission) => ({ permission, scope: command.scope }))
  const lacking = [...needed, ...(command.also ?? [])].filter(
    ({ permission, scope }) => !reader.may(permission, scope),
  )
  if (lacking.length > 0) {
    const keys = new Set(lacking.map(({ permission }) => permission))
    const needs = Array.from(keys, (permission) => `\`${permission}\``).join(' and ')
    return { text: `${text} It takes ${needs}, which you lack: ask somebody who has it.`, commands: [] }
  }
  const missing = (takes?.() ?? []).filter(({ permission, scope }) => !reader.holds(permission, scope))
  if (missing.length === 0) return { text, commands: command.lines }
  const what = counted(missing.length, 'permission')
  return { text: `${text} It gives ${what} that you do not hold there: ask somebody who does.`, commands: [] }
}
