/**
 * The body of a batch, read in one pass over its bytes where it is written as programs write it: ASCII without escapes
 * or space between things, the fields of each check in the contract’s order. Anything else is left to the reader of
 * every body.
 */
import { isAscii } from 'node:buffer'
import { SPAN } from '../core/snapshot/byte-names.ts'
import { CheckList } from '../operations/access/check-list.ts'
import { readText, TextColumn, TextRoom } from './text-span.ts'

const BACKSLASH = 0x5c

const OPEN = '{"checks":[{"principal":"'
const PERMISSION = '","permission":"'
const SCOPE = '","scope":"'
const NEXT = '"},{"principal":"'
const CLOSE = '"}]}'

// Their words of four bytes; the last overlaps where the length is no multiple. Constants each, and compared one by one
// below: in a loop over a list of them it took a third of the time of reading a body.
const [P0, P1, P2, P3] = wordsOf(PERMISSION) as [number, number, number, number]
const [S0, S1, S2] = wordsOf(SCOPE) as [number, number, number]
const [N0, N1, N2, N3, N4] = wordsOf(NEXT) as [number, number, number, number, number]
const [C0] = wordsOf(CLOSE) as [number]

const MOST_CHECKS = 1000
const SHORTEST = OPEN.length - '{"checks":['.length + PERMISSION.length + SCOPE.length

/** The longest that the contract takes, in characters. */
const LONGEST = { principal: 300, permission: 200, scope: 200 }

/** Where a list is noted while it is read, and until it is answered. */
export class ListRoom {
  readonly principals: TextRoom
  readonly permissions: TextRoom
  readonly scopes: TextRoom

  constructor(checks = MOST_CHECKS) {
    this.principals = new TextRoom(checks)
    this.permissions = new TextRoom(checks)
    this.scopes = new TextRoom(checks)
  }
}

/**
 * @param shared for a list that is answered before another is read into it; else it gets a room of its own
 * @returns what the contract’s schema makes of it, or `undefined` where that is for the general reader to say
 */
export function readBatchBody(bytes: Buffer, shared?: ListRoom): CheckList | undefined {
  if (!isAscii(bytes) || bytes.includes(BACKSLASH)) return undefined
  const { length } = bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  if (bytes.toString('latin1', 0, OPEN.length) !== OPEN) return undefined
  const most = Math.min(MOST_CHECKS, Math.ceil(length / SHORTEST))
  const { principals, permissions, scopes } = shared ?? new ListRoom(most)
  let start = OPEN.length
  for (let count = 0, to = 0; count < most; to += SPAN) {
    const principal = readText(view, length, start, principals.spans, to)
    if (principal < 0 || principal - start > LONGEST.principal) return undefined
    if (!isPermission(view, length, principal)) return undefined
    start = principal + PERMISSION.length
    const permission = readText(view, length, start, permissions.spans, to)
    if (permission < 0 || permission - start > LONGEST.permission) return undefined
    if (!isScope(view, length, permission)) return undefined
    start = permission + SCOPE.length
    const scope = readText(view, length, start, scopes.spans, to)
    count++
    if (scope < 0 || scope - start > LONGEST.scope) return undefined
    if (isNext(view, length, scope)) start = scope + NEXT.length
    else if (!isClose(view, length, scope)) return undefined
    else {
      const column = (room: TextRoom): TextColumn => new TextColumn(bytes, view, room, count)
      return new CheckList(column(principals), column(permissions), column(scopes))
    }
  }
  return undefined
}

function wordsOf(text: string): number[] {
  const bytes = Buffer.from(text)
  const last = bytes.length - 4
  return Array.from({ length: Math.ceil(bytes.length / 4) }, (_, at) =>
    bytes.readInt32LE(Math.min(at * 4, last)),
  )
}

function isPermission(view: DataView, size: number, at: number): boolean {
  return (
    at + PERMISSION.length <= size &&
    view.getInt32(at, true) === P0 &&
    view.getInt32(at + 4, true) === P1 &&
    view.getInt32(at + 8, true) === P2 &&
    view.getInt32(at + PERMISSION.length - 4, true) === P3
  )
}

function isScope(view: DataView, size: number, at: number): boolean {
  return (
    at + SCOPE.length <= size &&
    view.getInt32(at, true) === S0 &&
    view.getInt32(at + 4, true) === S1 &&
    view.getInt32(at + SCOPE.length - 4, true) === S2
  )
}

function isNext(view: DataView, size: number, at: number): boolean {
  return (
    at + NEXT.length <= size &&
    view.getInt32(at, true) === N0 &&
    view.getInt32(at + 4, true) === N1 &&
    view.getInt32(at + 8, true) === N2 &&
    view.getInt32(at + 12, true) === N3 &&
    view.getInt32(at + NEXT.length - 4, true) === N4
  )
}

function isClose(view: DataView, size: number, at: number): boolean {
  return at + CLOSE.length === size && view.getInt32(at, true) === C0
}
