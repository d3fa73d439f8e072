/**
 * The answers to checks, written without going through their schemas, which a test holds them against: the same bytes
 * for every answer that has the usual fields, and nothing for the others.
 */
import type { ScopeAnswer } from '../contract/shapes/answer.ts'
import type { OperationName } from '../contract/table.ts'
import { DECISION_CODES } from '../core/catalogue/codes.ts'
import type { Result } from '../operations/call.ts'

type Write = (result: Result<OperationName>) => string | undefined

/** By name of the operation. @returns the body, or `undefined` where the schema has to write it */
export const HAND_WRITTEN: { readonly [operation in string]?: Write } = {
  checkAccess: (result) => writeCheckAnswer(result),
  batchAccess: (result) => writeBatchAnswer(result),
}

export function writeCheckAnswer({
  answer,
  session,
  endsSession,
}: Result<'checkAccess'>): string | undefined {
  if (session !== undefined || endsSession !== undefined) return undefined
  const { allowed, code, permission, scope, principal, revision, at, suggestions, explanation } = answer
  if (at !== undefined || suggestions !== undefined || explanation !== undefined) return undefined
  return (
    `${decisionText(allowed, code)},"permission":${quoted(permission)},"scope":${scopeText(scope)},` +
    `"principal":${quoted(principal)},"revision":${quoted(revision)}}`
  )
}

export function writeBatchAnswer({
  answer,
  session,
  endsSession,
}: Result<'batchAccess'>): string | undefined {
  if (session !== undefined || endsSession !== undefined || answer.at !== undefined) return undefined
  let decisions = ''
  for (const { allowed, code } of answer.decisions)
    decisions += (allowed ? YES : NO).get(code) ?? listed(allowed, code)
  return `{"revision":${quoted(answer.revision)},"decisions":[${decisions.slice(1)}]}`
}

/** The usual decisions, made once. */
const YES: ReadonlyMap<string, string> = new Map([['ALLOWED', listed(true, 'ALLOWED')]])
const NO: ReadonlyMap<string, string> = new Map(DECISION_CODES.map((code) => [code, listed(false, code)]))

/** As one of several, behind the comma that parts it from the one before. */
function listed(allowed: boolean, code: string): string {
  return `,${decisionText(allowed, code)}}`
}

/** Without its end. */
function decisionText(allowed: boolean, code: string): string {
  if (allowed && code === 'ALLOWED') return '{"allowed":true,"code":"ALLOWED"'
  return allowed ? `{"allowed":true,"code":"${code}"` : `{"allowed":false,"code":"${code}"`
}

function scopeText({ type, project, environment }: ScopeAnswer): string {
  let text = `{"type":"${type}"`
  if (project !== undefined) text += `,"project":${quoted(project)}`
  if (environment !== undefined) text += `,"environment":${quoted(environment)}`
  return `${text}}`
}

const PLAIN = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}
