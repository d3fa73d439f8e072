/** A policy enforcement point as the certification harness is one: plain requests, plain answers. */
export type Answered = { readonly status: number; readonly headers: Headers; readonly body: Answer }

/** Whatever came; tests say what they expect of it. */
export type Answer = {
  readonly decision?: unknown
  readonly context?: Record<string, unknown>
  readonly evaluations?: { decision: unknown; context?: Record<string, unknown> }[]
  readonly results?: { type?: string; id?: string; name?: string }[]
  readonly page?: { next_token: string; count: number; total: number }
  readonly detail?: string
}

export type Ask = (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answered>

/** @param body sent as it is where it is text */
export function asking(url: string, token: string): Ask {
  return async (path, body, headers = {}) => {
    const answer = await fetch(`${url}/access/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer }
  }
}

export const alice = { type: 'user', id: 'alice' }
export const bob = { type: 'user', id: 'bob' }
export const read = { name: 'read' }
export const write = { name: 'write' }
export const record1 = { type: 'record', id: 'record-1' }
export const record2 = { type: 'record', id: 'record-2' }
