/** PostgreSQL's error codes, told apart by what they mean here. */
import { DatabaseError } from 'pg'
import { Conflict, type FaultCode, StoreFault } from './fault.ts'

const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'

/** By the whole code, then by its class (the first two characters). */
const CODES = new Map<string, FaultCode>([
  ['40001', 'busy'],
  [DEADLOCK, 'busy'],
  ['55P03', 'busy'],
  ['57014', 'busy'],
  // The transaction stood still for too long, and the server has ended it.
  ['25P03', 'unavailable'],
  // A standby, or a primary that has become one.
  ['25006', 'unavailable'],
  ['53100', 'full'],
  ['58030', 'io'],
  ['XX001', 'corrupt'],
  ['XX002', 'corrupt'],
  ['08', 'unavailable'],
  ['53', 'unavailable'],
  ['57', 'unavailable'],
])

/** Two transactions waited for each other, and the server ended this one: nothing of it is there. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof StoreFault && error.cause instanceof DatabaseError && error.cause.code === DEADLOCK
}

/** The error in the store's own words; what is not known stays as it is. */
export function meaningOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  if (error instanceof StoreFault || error instanceof Conflict) return error
  if (!(error instanceof DatabaseError)) return isLost(error) ? unavailable(error) : error
  if (error.code === UNIQUE_VIOLATION) return new Conflict(constraintOf(error))
  const code = CODES.get(error.code ?? '') ?? CODES.get((error.code ?? '').slice(0, 2))
  return code === undefined ? error : new StoreFault(code, `the database failed: ${error.message}`, error)
}

/** `Key (provider, subject)=(…) already exists.` → `identities.provider,subject`, in any language. */
function constraintOf({ table, detail, constraint }: DatabaseError): string {
  const columns = /\(([^)]*)\)=/.exec(detail ?? '')?.[1]
  return columns === undefined ? (constraint ?? 'unknown') : `${table}.${columns.replaceAll(/[" ]/g, '')}`
}

/** The driver has no class for a lost connection: system errors carry a `syscall`, its own have these words. */
function isLost(error: Error): boolean {
  return 'syscall' in error || /connection|client (?:was|has)|not queryable|timeout/i.test(error.message)
}

function unavailable(error: Error): StoreFault {
  return new StoreFault('unavailable', `the database cannot be reached: ${error.message}`, error)
}
