/**
 * Cross-site requests: whatever changes state and was sent by a browser must come from our own pages. Nothing here is
 * readable from other sites either: no CORS header is ever sent.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** On loopback one machine has several names. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { origin, hostname, protocol, port } = new URL(publicUrl)
  if (!LOOPBACK.includes(hostname)) return new Set([origin])
  return new Set(
    LOOPBACK.map((name) => new URL(`${protocol}//${name}${port === '' ? '' : `:${port}`}`).origin),
  )
}

/**
 * A foreign `Origin` is refused whether or not a cookie came with it, which also stops signing someone in unasked. With a
 * cookie, the request must prove where it comes from: `Origin`, or `Sec-Fetch-Site` where a browser leaves that out.
 * @throws Refused `NOT_ALLOWED`
 */
export function checkOrigin(headers: IncomingHttpHeaders, own: ReadonlySet<string>, cookie: boolean): void {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined ? own.has(origin) : !cookie || site === 'same-origin') return
  throw new Refused(
    refuse(
      'NOT_ALLOWED',
      'the request comes from another site: its `Origin` is not this server’s public URL',
      {
        next: 'open the page under the public URL, or check COMPARTMENT_PUBLIC_URL',
      },
    ),
  )
}
