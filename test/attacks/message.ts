/** What goes to a server and what comes back. */

export const PASSWORD = 'seven unrelated words in a row'

type Item = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly code: string
  readonly user: { readonly email: string }
  readonly actor: { readonly address: string; readonly email: string }
}

/** What answers may hold; which of it one does hold is for the test to know. */
export type Body = Item & {
  readonly allowed: boolean
  readonly decision: boolean
  readonly verified: boolean
  readonly events: number
  readonly detail: string
  readonly description: string
  readonly token: string
  readonly secret: string
  readonly current: boolean
  readonly state: string
  readonly user_code: string
  readonly device_code: string
  readonly required_permission: string
  readonly activation_url: string
  readonly next_cursor: string
  readonly permissions: readonly string[]
  readonly roles: readonly Item[]
  readonly environments: readonly Item[]
  readonly organizations: readonly Item[]
  readonly items: readonly Item[]
  readonly decisions: readonly Item[]
  readonly errors: readonly { readonly pointer: string }[]
  readonly impact: { readonly digest: string }
  readonly user: Item & { readonly roles: readonly Item[]; readonly groups: readonly Item[] }
  readonly invitation: { readonly id: string; readonly activation_url: string } | undefined
}

export type Answer = {
  readonly status: number
  readonly body: Body
  readonly text: string
  readonly headers: Headers
}

export type Sent = {
  readonly as?: string
  readonly body?: unknown
  /** In place of `body`, as it is. */
  readonly raw?: string
  readonly headers?: Readonly<Record<string, string>>
}

export async function send(url: string, method: string, path: string, sent: Sent): Promise<Answer> {
  const { as, body, raw, headers = {} } = sent
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...(as !== undefined && { authorization: `Bearer ${as}` }),
      ...headers,
    },
    ...(content !== undefined && { body: content }),
  })
  const text = await response.text()
  const isJson = text !== '' && /[/+]json/.test(response.headers.get('content-type') ?? '')
  const { status } = response
  const said = (isJson ? JSON.parse(text) : {}) as Body
  return { status, body: said, text, headers: response.headers }
}

/** Of a link that was shown. */
export function tokenIn(link: string): string {
  return new URL(link).searchParams.get('token')!
}

/** What tells two answers apart, but for the reference and what was asked. */
export function shapeOf({ status, text }: Answer, ...asked: string[]): string {
  const plain = text.replace(/"reference":"\w+"/, '')
  return `${status} ${asked.reduce((left, word) => left.replaceAll(word, '…'), plain)}`
}
