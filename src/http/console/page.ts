/**
 * The one page of the console, and the policy it lives under. It is the same for everyone but for three things: a nonce
 * of its own, whether its reader chose light or dark, and whether a session's cookie came along, good or not: without one
 * the page need not ask who is signed in. What they may see, the API tells it.
 */
import { randomBytes } from 'node:crypto'
import { NONCE, SCHEME, SESSION } from '../../console/place.ts'
import { cookieValues } from '../cookies.ts'

/** Holds `light` or `dark`; written by the page, and worth nothing to anybody. */
const SCHEME_COOKIE = 'compartment-scheme'

/**
 * @param cookies the request's `Cookie` header
 * @param session the name of the session's cookie
 */
export function consolePage(
  template: string,
  cookies: string,
  session: string,
): { readonly body: string; readonly policy: string } {
  const nonce = randomBytes(16).toString('base64url')
  const [chosen] = cookieValues(cookies, SCHEME_COOKIE)
  const scheme = chosen === 'light' || chosen === 'dark' ? ` data-mantine-color-scheme="${chosen}"` : ''
  const mark = cookieValues(cookies, session).length > 0 ? SESSION : ''
  const body = template.replaceAll(NONCE, nonce).replace(SCHEME, scheme).replace(SESSION, mark)
  return { body, policy: policyOf(nonce) }
}

/** Scripts come from this server only; styles too, but for those that carry the answer's nonce. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
