/** `fetch` for a server that may be hostile or gone: an answer has an end, in time and in size (OPS-08). */

const MOST_BYTES = 64 * 1024 * 1024
const MOST_MILLISECONDS = 60_000

type Fetch = typeof globalThis.fetch

export function limited(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(MOST_MILLISECONDS) })
    if (response.body === null) return response
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(counted()), { status, statusText, headers })
  }
}

function counted(): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength
      if (seen > MOST_BYTES) controller.error(new Error('the answer is too large'))
      else controller.enqueue(chunk)
    },
  })
}

/** Plain HTTP is for this machine alone: a token or password would be readable on the way. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
