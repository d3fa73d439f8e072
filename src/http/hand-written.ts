/**
 * The answers to checks, written without going through their schemas, which a test holds them against: the same bytes
 * for every answer that has the usual fields, and nothing for the others.
 */
import type { ScopeAnswer } from '../contract/shapes/answer.ts'
import type { OperationName } from '../contract/table.ts'
import type { Result } from '../operations/call.ts'
import { BatchSheet } from './batch-sheet.ts'

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
export function writeBatchAnswer(result: Result<'batchAccess'>): string | undefined {
  return SHEET.write(result) ? SHEET.text() : undefined
}

/** The same where it stays on the sheet, for whoever sends it in this turn. */
export function writeBatchOnSheet(result: Result<'batchAccess'>): BatchSheet | undefined {
  return SHEET.write(result) ? SHEET : undefined
}

const SHEET = new BatchSheet()

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
