/**
 * The HTTP door on use cases that a test makes up: for what the door itself promises, whatever is behind it. Tests of
 * the whole house start it with `startServer`.
 */
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { OPERATIONS, type OperationName } from '../../src/contract/table.ts'
import { createApp } from '../../src/http/app.ts'
import type { Needs } from '../../src/http/door.ts'
import type { Replays } from '../../src/http/idempotency.ts'
import { createLog } from '../../src/http/log.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import type { Caller, UseCase, UseCases } from '../../src/operations/call.ts'
import type { Claim, Kept } from '../../src/operations/replays.ts'

export const TOKEN = 'cps_0123456789abcdef0123456789abcdef'
export const PUBLIC_URL = 'http://127.0.0.1:4100'

const CALLER: Caller = { account: 'usr_1', type: 'user', method: 'password', session: 'ses_1' }

export type Door = {
  readonly app: FastifyInstance
  readonly url: string
  /** What was logged, one parsed line each. */
  readonly lines: () => Record<string, unknown>[]
  readonly ask: (path: string, init?: Asked) => Promise<Response>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type Asked = {
  readonly method?: string
  readonly body?: unknown
  readonly raw?: string | Uint8Array
  readonly headers?: Record<string, string>
  /** Send no credential. */
  readonly anonymous?: boolean
}

export type Scripted = { readonly [N in OperationName]?: UseCase<N> }

export async function openDoor(
  scripted: Scripted = {},
  changed: Partial<Needs> = {},
  extend?: Parameters<typeof createApp>[1],
): Promise<Door> {
  let logged = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString()
      done()
    },
  })
  const needs: Needs = {
    useCases: { ...unscripted(), ...scripted },
    authenticate: (token) => (token === TOKEN ? CALLER : undefined),
    replays: memoryReplays(),
    comesIn: async () => {},
    ready: async () => ({ ready: true, checks: { store: true } }),
    refusalOf: () => undefined,
    clock: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    log: createLog('info', sink),
    metrics: createMetrics(),
    publicUrl: PUBLIC_URL,
    trustedProxies: [],
    linger: 0,
    ...changed,
  }
  const app = createApp(needs, extend)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    app,
    url,
    lines: () =>
      logged
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    ask: (path, asked = {}) => send(`${url}${path}`, asked),
    [Symbol.asyncDispose]: () => app.close(),
  }
}

async function send(
  url: string,
  { method, body, raw, headers = {}, anonymous = false }: Asked,
): Promise<Response> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  return fetch(url, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers: {
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...(!anonymous && { authorization: `Bearer ${TOKEN}` }),
      ...headers,
    },
    redirect: 'manual',
    ...(content !== undefined && { body: content as string }),
  })
}

function unscripted(): UseCases {
  const entries = Object.keys(OPERATIONS).map((name) => [
    name,
    () => Promise.reject(new Error(`${name} is not scripted`)),
  ])
  return Object.fromEntries(entries) as UseCases
}

export function memoryReplays(): Replays {
  const kept = new Map<string, Kept>()
  const place = ({ actor, key }: Claim): string => `${actor} ${key}`
  const made = ({ hash, now }: Claim) => ({ hash, createdAt: now })
  return {
    claim: async (claim) => {
      const found = kept.get(place(claim))
      if (found === undefined)
        kept.set(place(claim), { ...made(claim), state: 'running', status: 0, body: '' })
      return found
    },
    mark: () => [],
    settle: async (claim, status, body) => {
      kept.set(place(claim), { ...made(claim), state: 'answered', status, body })
    },
    release: async (claim) => void kept.delete(place(claim)),
  }
}
