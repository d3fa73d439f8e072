/**
 * What went wrong, in words for the person in front of the page: what happened and what to do. The server's own words
 * are used where they help; what they say about the command line is left out.
 */
import { Refused, Unreachable } from '../../contract/client.ts'
import { PERMISSIONS } from '../../core/catalogue/permissions.ts'

export type Fault = {
  readonly kind: 'refused' | 'unreachable' | 'busy' | 'broken'
  readonly code?: string
  /** A sentence. */
  readonly says: string
  /** A sentence: what to do. */
  readonly next?: string
  /** Whoever runs the server finds the cause under it. */
  readonly reference?: string
  /** What one would have to have oneself to do this, and where. */
  readonly missing?: readonly { readonly permission: string; readonly scope: string }[]
  /** By the field's name: a sentence each. */
  readonly fields: Readonly<Record<string, string>>
}

/** Where the server's words were made for another place than this one. */
const WORDS: Readonly<Record<string, { readonly says: string; readonly next?: string }>> = {
  UNAUTHENTICATED: { says: 'You are not signed in any more.', next: 'Sign in again.' },
  SESSION_EXPIRED: { says: 'Your session has ended.', next: 'Sign in again.' },
  ESCALATION: {
    says: 'This would give more than you have yourself.',
    next: 'Leave it out, or ask somebody who has it there.',
  },
  PRECONDITION_FAILED: {
    says: 'Somebody has changed it since you opened it.',
    next: 'Nothing was done. Cancel, look at what it is now, and begin again.',
  },
  INVITE_OTHER_EMAIL: {
    says: 'This invitation was sent to a different address than the one you are signed in with.',
    next: 'Sign out, and open the link again.',
  },
}

export function faultOf(error: unknown): Fault {
  if (error instanceof Unreachable) return UNREACHABLE
  if (!(error instanceof Refused)) return BROKEN
  const {
    code,
    detail,
    next,
    reference,
    status,
    required_permission: permission,
    missing,
    errors = [],
  } = error.problem
  const fields = Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.slice(1), sentence(detail)]))
  const own = WORDS[code]
  const todo =
    own === undefined ? (next === undefined || isForTerminals(next) ? undefined : sentence(next)) : own.next
  return {
    kind: status === 503 ? 'busy' : status >= 500 ? 'broken' : 'refused',
    code,
    says: own?.says ?? (code === 'NOT_ALLOWED' ? mayNot(permission) : undefined) ?? sentence(detail),
    ...(todo !== undefined && { next: todo }),
    ...(status >= 500 && { reference }),
    ...(missing !== undefined && { missing }),
    fields,
  }
}

/** Whether nobody is signed in, or not any more; a wrong password says nothing about that. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.problem.status === 401 && error.problem.code !== 'BAD_CREDENTIAL'
}

const UNREACHABLE: Fault = {
  kind: 'unreachable',
  says: 'The server does not answer.',
  next: 'Check your connection, then try again.',
  fields: {},
}
const BROKEN: Fault = {
  kind: 'broken',
  says: 'Something in this page went wrong.',
  next: 'Reload it, and tell whoever runs this server if it happens again.',
  fields: {},
}

/** In words for people: keys are for operators (F91). */
export function mayNot(permission: string | undefined): string | undefined {
  const known = PERMISSIONS.find(({ key }) => key === permission)
  return known === undefined ? undefined : `You may not ${known.capability}.`
}

function isForTerminals(text: string): boolean {
  return text.includes('compartment ') || text.includes('openapi')
}

/** Problems are written in lower case without a full stop, with names in backticks. */
export function sentence(text: string): string {
  const plain = text.replaceAll('`', '').trim()
  return plain.charAt(0).toUpperCase() + plain.slice(1) + (/[.!?]$/.test(plain) ? '' : '.')
}
