/** Headers that every answer carries: nothing is cached, framed, sniffed, or told to other sites. */

const EVERYWHERE = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'authorization, cookie',
} as const

export type Headers = Readonly<Record<string, string>>

/** Of JSON and text: a browser that shows one runs nothing. */
export function dataHeaders(publicUrl: string): Headers {
  return pageHeaders(
    publicUrl,
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  )
}

export function pageHeaders(publicUrl: string, policy: string): Headers {
  return {
    ...EVERYWHERE,
    'content-security-policy': policy,
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  }
}
