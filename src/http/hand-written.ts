/**
 * The answers to checks, written without going through their schemas, which a test holds them against: the same bytes
 * for every answer that has the usual fields, and nothing for the others.
 */
import type { ScopeAnswer } from '../contract/shapes/answer.ts'
import type { OperationName } from '../contract/table.ts'
import { DECISION_CODES } from '../core/catalogue/codes.ts'
import type { Result } from '../operations/call.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c

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

/** Through bytes: a text of a thousand pieces would be put together one by one, and then once more to be sent. */
export function writeBatchAnswer({
  answer,
  session,
  endsSession,
}: Result<'batchAccess'>): string | undefined {
  if (session !== undefined || endsSession !== undefined || answer.at !== undefined) return undefined
  const { revision, decisions } = answer
  if (decisions.length > MOST) return undefined
  let at = 0
  for (const { allowed, code } of decisions) {
    const decision = allowed ? (code === 'ALLOWED' ? YES : undefined) : NO.get(code)
    if (decision === undefined) return undefined
    at += decision.copy(SHEET, at)
  }
  // The last comma parts it from nothing.
  return `{"revision":${quoted(revision)},"decisions":[${SHEET.toString('latin1', 0, Math.max(0, at - 1))}]}`
}

/** Each decision as one of several, with the comma that parts it from the next, made once. */
const YES = listed(true, 'ALLOWED')
const NO: ReadonlyMap<string, Buffer> = new Map(DECISION_CODES.map((code) => [code, listed(false, code)]))
const LONGEST = Math.max(YES.length, ...Array.from(NO.values(), ({ length }) => length))
/** As many as the contract takes. */
const MOST = 1000
/** Written on by one answer after the other; each is read off before the next begins. */
const SHEET = Buffer.alloc(MOST * LONGEST)

function listed(allowed: boolean, code: string): Buffer {
  return Buffer.from(`${decisionText(allowed, code)}},`)
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

function quoted(text: string): string {
  return isPlain(text) ? `"${text}"` : JSON.stringify(text)
}

/** Printable ASCII, with nothing in it that JSON escapes. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false
  }
  return true
}
