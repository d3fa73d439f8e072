/** A server that says what the test tells it to, for what only concerns parsing and printing. */

export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly headers: Headers
  readonly url: URL
  readonly redirect: string | undefined
}

/** Values, or functions from what was asked. */
export type Answers = Readonly<Record<string, unknown>>

export type RecordedServer = { readonly fetch: typeof globalThis.fetch; readonly asked: Asked[] }

/** Answered with this status: `status(409, {...})`. */
export class Status {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    this.status = status
    this.body = body
  }
}

const ACME = { id: 'org_1', name: 'acme', display_name: 'Acme', tier: 'team' }

export const ME = {
  id: 'usr_1',
  email: 'kim@acme.example',
  name: 'Kim',
  type: 'user',
  method: 'password',
  organizations: [ACME],
}

/** @param answers by `METHOD path`, the path below the organization: `GET users` */
export function recordedServer(answers: Answers): RecordedServer {
  const asked: Asked[] = []
  const fetch = (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    const request: Asked = {
      method: init.method ?? 'GET',
      path: decodeURIComponent(url.pathname).replace('/v1/organizations/acme/', ''),
      query: Object.fromEntries(url.searchParams),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      headers: new Headers(init.headers),
      url,
      redirect: init.redirect,
    }
    asked.push(request)
    return Promise.resolve(answered(answers, request))
  }
  return { fetch, asked }
}

function answered(answers: Answers, request: Asked): Response {
  const known: Answers = { 'GET /v1/account': ME, ...answers }
  const told = known[`${request.method} ${request.path}`]
  const answer: unknown = typeof told === 'function' ? (told as (asked: Asked) => unknown)(request) : told
  if (answer === undefined)
    return Response.json(problem('NOT_FOUND', 404, `nothing at ${request.path}`), { status: 404 })
  if (answer instanceof Response) return answer
  return answer instanceof Status
    ? Response.json(answer.body, { status: answer.status })
    : Response.json(answer)
}

export function problem(code: string, status: number, detail: string, more: object = {}): object {
  return { type: 'about:blank', title: code, status, code, detail, reference: 'den_abc', ...more }
}

export function list(...items: readonly unknown[]): object {
  return { items, next_cursor: null }
}
