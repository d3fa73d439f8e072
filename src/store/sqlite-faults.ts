/** SQLite's result codes, told apart by what they mean here. */
import { Conflict, type FaultCode, StoreFault } from './fault.ts'

type SqliteError = Error & { readonly errcode: number; readonly errstr: string }

const UNIQUE = 2067
const PRIMARY_KEY = 1555

/** Primary result codes (the low byte). */
const CODES = new Map<number, FaultCode>([
  [5, 'busy'],
  [6, 'busy'],
  [7, 'io'],
  [8, 'io'],
  [10, 'io'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'unavailable'],
  [26, 'corrupt'],
])

/** A handle is not used again after these: what it holds in memory may no longer be what is on disk. */
const BREAKS_HANDLE: ReadonlySet<FaultCode> = new Set(['io', 'corrupt', 'unavailable'])

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

/** The error in the store's own words; what is not known stays as it is. */
export function meaningOf(error: unknown): Error {
  if (!isSqliteError(error)) return error instanceof Error ? error : new Error(String(error))
  if (error.errcode === UNIQUE || error.errcode === PRIMARY_KEY)
    return new Conflict(constraintOf(error.message))
  const code = CODES.get(error.errcode & 0xff)
  return code === undefined ? error : new StoreFault(code, `the database failed: ${error.message}`, error)
}

export function breaksHandle(error: Error): boolean {
  return error instanceof StoreFault && BREAKS_HANDLE.has(error.code)
}

/** `UNIQUE constraint failed: identities.provider, identities.subject` → `identities.provider,subject`. */
function constraintOf(message: string): string {
  const columns = message.slice(message.indexOf(':') + 1).split(',')
  const table = columns[0]!.trim().split('.')[0]
  return `${table}.${columns.map((column) => column.trim().split('.')[1]).join()}`
}
