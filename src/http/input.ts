/** Validates path, query and body with the contract’s schemas; what they do not name is refused. */
import { z } from 'zod'
import type { Operation } from '../contract/operation.ts'
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'
import { ReadByHand } from './body.ts'
import type { Asked } from './request.ts'
import { escapePointer, isPlainText } from './strict-json.ts'

export type AnyInput = {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: Record<string, unknown> | undefined
}

type FieldError = { readonly pointer: string; readonly detail: string }

/** More than these help nobody. */
const SHOWN = 20

const NO_BODY = z.strictObject({})

/** @throws Refused `INVALID`, with every field that is wrong: `/email`, `/query/limit`, `/path/user` */
export function readInput(operation: Operation, request: Asked): AnyInput {
  const { params, query, body = NO_BODY } = operation
  const path = params.safeParse(plain(request.params, '/path'))
  const search = query.safeParse(plain(request.query, '/query'))
  const given = request.body
  const content =
    given instanceof ReadByHand
      ? { success: true as const, data: given.value, error: undefined }
      : body.safeParse(given ?? {})
  if (path.success && search.success && content.success) {
    return { params: path.data, query: search.data, body: operation.body && content.data }
  }
  throw invalid([
    ...fieldErrors(path.error, '/path'),
    ...fieldErrors(search.error, '/query'),
    ...fieldErrors(content.error, ''),
  ])
}

/** Escapes in an address can spell what JSON cannot. */
function plain(given: unknown, place: string): unknown {
  for (const [name, value] of Object.entries(given as Record<string, unknown>)) {
    if (!isPlainText(name) || (typeof value === 'string' && !isPlainText(value))) {
      throw invalid([{ pointer: place, detail: 'text with NUL or half a character' }])
    }
  }
  return given
}

function invalid(errors: readonly FieldError[]): Refused {
  const [first] = errors
  const where = first?.pointer ? `\`${first.pointer}\`` : 'the body'
  return new Refused(
    refuse('INVALID', `the request is not valid: ${where}: ${first?.detail ?? 'unreadable'}`),
    {
      errors: errors.slice(0, SHOWN),
    },
  )
}

function fieldErrors(error: z.ZodError | undefined, place: string): FieldError[] {
  return error === undefined ? [] : error.issues.flatMap((issue) => errorsOf(issue, place))
}

function errorsOf(issue: z.core.$ZodIssue, place: string): FieldError[] {
  const pointer = `${place}${issue.path.map((step) => `/${escapePointer(String(step))}`).join('')}`
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escapePointer(key)}`, detail: 'unknown field' }))
  }
  const branch = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined
  if (branch !== undefined) return branch.flatMap((inner) => errorsOf(inner, pointer))
  return [{ pointer, detail: wording(issue) }]
}

/** Of the shapes a field may have, the one that was probably meant: whose own type fits. */
function nearestBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  return branches.find(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  )
}

function wording({ message, code }: z.core.$ZodIssue): string {
  if (code === 'invalid_format') return message.replace(/^Invalid /, 'not a valid ').replace(/: .*/, '')
  const text = message.replace(/^(Invalid input|Invalid option): /, '')
  return text.charAt(0).toLowerCase() + text.slice(1)
}
