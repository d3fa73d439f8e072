/**
 * The body of a batch, read in one pass over its bytes where it is written as programs write it: ASCII without escapes
 * or space between things, the fields of each check in the contract’s order. Anything else is left to the reader of
 * every body.
 */
import { isAscii } from 'node:buffer'
import { CheckList } from '../operations/access/check-list.ts'
import { TextColumn } from './text-column.ts'

const BACKSLASH = 0x5c

const OPEN = piece('{"checks":[{"principal":"')
const PERMISSION = piece('","permission":"')
const SCOPE = piece('","scope":"')
const NEXT = piece('"},{"principal":"')
const CLOSE = piece('"}]}')

const MOST_CHECKS = 1000
const SHORTEST = OPEN.length - '{"checks":['.length + PERMISSION.length + SCOPE.length

/** @returns what the contract’s schema makes of it, or `undefined` where that is for the general reader to say */
export function readBatchBody(bytes: Buffer): CheckList | undefined {
  if (!isAscii(bytes) || bytes.includes(BACKSLASH)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!stands(OPEN, view, 0)) return undefined
  const most = Math.min(MOST_CHECKS, Math.ceil(bytes.length / SHORTEST))
  const principals = new TextColumn(bytes, view, 300, most)
  const permissions = new TextColumn(bytes, view, 200, most)
  const scopes = new TextColumn(bytes, view, 200, most)
  const cells = new Uint16Array(most * 3)
  let used = 0
  for (let at = OPEN.length; used < cells.length; at = scopes.end + NEXT.length) {
    const principal = principals.read(at)
    if (principal < 0 || !stands(PERMISSION, view, principals.end)) return undefined
    const permission = permissions.read(principals.end + PERMISSION.length)
    if (permission < 0 || !stands(SCOPE, view, permissions.end)) return undefined
    const scope = scopes.read(permissions.end + SCOPE.length)
    if (scope < 0) return undefined
    cells[used] = principal
    cells[used + 1] = permission
    cells[used + 2] = scope
    used += 3
    if (stands(NEXT, view, scopes.end)) continue
    if (!stands(CLOSE, view, scopes.end) || scopes.end + CLOSE.length !== bytes.length) return undefined
    return new CheckList(principals, permissions, scopes, cells.subarray(0, used))
  }
  return undefined
}

/** Words of four bytes from the text’s beginning, and the last four. */
type Piece = { readonly length: number; readonly words: Int32Array; readonly last: number }

function piece(text: string): Piece {
  const bytes = Buffer.from(text)
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readInt32LE(at * 4))
  return { length: bytes.length, words, last: bytes.readInt32LE(bytes.length - 4) }
}

function stands({ length, words, last }: Piece, view: DataView, at: number): boolean {
  if (at + length > view.byteLength) return false
  for (let word = 0; word < words.length; word++)
    if (view.getInt32(at + word * 4, true) !== words[word]) return false
  return view.getInt32(at + length - 4, true) === last
}
