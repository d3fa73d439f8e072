/**
 * Entity tags of what people edit: roles and groups. A tag is made of what can be edited, so that a colleague who joins a
 * group does not make an edit of its description fail.
 */
import { createHash } from 'node:crypto'
import type { OperationName } from '../contract/table.ts'
import type { Editable } from '../operations/call.ts'

/** Operations that answer with such an object. */
const TAGGED: ReadonlySet<string> = new Set<OperationName>([
  'showRole',
  'createRole',
  'updateRole',
  'showGroup',
  'createGroup',
  'updateGroup',
])

/** Writes that take `If-Match`. */
export const GUARDED: ReadonlySet<string> = new Set<OperationName>([
  'updateRole',
  'deleteRole',
  'updateGroup',
  'deleteGroup',
])

export function etagOf(operation: string, answer: unknown): string | undefined {
  if (!TAGGED.has(operation) || typeof answer !== 'object' || answer === null || 'dry_run' in answer)
    return undefined
  return tagOf(answer as Editable)
}

export function tagOf({ id, name, description, permissions }: Editable): string {
  const text = JSON.stringify([id, name, description, permissions?.toSorted()])
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

/** As `If-Match` compares (RFC 9110): weak tags never match. */
export function matches(header: string, tag: string): boolean {
  return header
    .split(',')
    .map((part) => part.trim())
    .some((part) => part === '*' || part === tag)
}
