/**
 * Who calls. One credential counts, chosen the same way every time: an `Authorization` header if there is one, even a bad
 * one, else the session cookie; two cookies of that name are refused, since one of them is someone else’s doing.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'
import { cookieValues } from './cookies.ts'

export type Credential = { readonly token: string; readonly from: 'bearer' | 'cookie' }

/** `cps_…` is a session’s, `cpt_…` a program’s. */
const BEARER = /^bearer +(cp[st]_[\w-]{16,200})$/i
const SESSION = /^cps_[\w-]{16,200}$/

/** @throws Refused `UNAUTHENTICATED` for one that cannot be a credential */
export function credentialOf(headers: IncomingHttpHeaders, cookie: string): Credential | undefined {
  const { authorization, cookie: cookies } = headers
  if (authorization !== undefined) {
    const token = BEARER.exec(authorization)?.[1]
    if (token === undefined) {
      throw unauthenticated('the `Authorization` header is not `Bearer` with a session’s or program’s token')
    }
    return { token, from: 'bearer' }
  }
  if (cookies === undefined) return undefined
  const [token, second] = cookieValues(cookies, cookie)
  if (token === undefined) return undefined
  if (second !== undefined)
    throw unauthenticated('two session cookies were sent: clear the cookies of this site')
  if (!SESSION.test(token)) throw unauthenticated('the session cookie is not one of ours')
  return { token, from: 'cookie' }
}

export function unauthenticated(detail = 'no session or token was sent'): Refused {
  return new Refused(
    refuse('UNAUTHENTICATED', detail, {
      next: 'sign in with `compartment login`, or send `Authorization: Bearer cpt_…`',
    }),
  )
}

/** Says no more: whether there ever was such a one is nobody’s business. */
export const UNKNOWN_TOKEN = 'the session or token is not valid: it ended, or never was'
