/**
 * R23: whether the time of an answer tells if there is such an account. Two kinds of addresses are asked about in turn, at
 * a real server; the two samples are compared by the Mann–Whitney test.
 */
import { randomBytes } from 'node:crypto'
import { createLog } from '../../src/http/log.ts'
import { newPasswordHash } from '../../src/operations/account/new-password.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { mailServer } from '../support/mail-server.ts'

const PASSWORD = 'seven unrelated words in a row'

export type Timing = {
  readonly what: string
  readonly n: number
  readonly p: number
  readonly medians: readonly [number, number]
}

/** @param n samples of each kind */
export async function timings(n: number): Promise<Timing[]> {
  await using mail = await mailServer()
  const config = {
    store: { memory: true } as never,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    secretKey: randomBytes(32),
    // Each request comes from a place of its own, so that the throttle has no part in it.
    trustedProxies: ['127.0.0.1'],
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    logLevel: 'silent' as const,
    mail: mail.settings(),
  }
  const server = await startServer(config, { log: createLog('silent'), linger: 0 })
  try {
    await people(server, n)
    const wrong = (email: string) => ({ email, password: 'not the password of anybody' })
    const signIn = await compare(server, n, '/v1/sign-in', wrong)
    const forgot = await compare(server, n, '/v1/password/forgot', (email) => ({ email }))
    return [
      { what: 'sign-in, wrong password against nobody', ...signIn },
      { what: 'forgot password, somebody against nobody', ...forgot },
    ]
  } finally {
    await server.close()
  }
}

/** As many as there are samples: none is asked about so often that it is throttled. */
async function people({ deps }: RunningServer, n: number): Promise<void> {
  const passwordHash = await newPasswordHash(deps, PASSWORD, [])
  const admins = Array.from({ length: n }, (_, at) => {
    const email = emailOf('known', at)
    const account = { id: deps.newId('usr'), email, emailDisplay: email, name: '', type: 'user' } as const
    return { account: { ...account, passwordHash, epoch: 0, createdAt: deps.clock() }, isNew: true }
  })
  await createOrganization(deps, { name: 'acme', admins })
}

function emailOf(kind: 'known' | 'ghost', at: number): string {
  return `${kind}${String(at).padStart(6, '0')}@acme.test`
}

type Compared = Pick<Timing, 'n' | 'p' | 'medians'>

async function compare(
  server: RunningServer,
  n: number,
  path: string,
  body: (email: string) => object,
): Promise<Compared> {
  const samples = { known: [] as number[], ghost: [] as number[] }
  const warmUp = Math.min(50, Math.ceil(n / 4))
  for (let at = -warmUp; at < n; at++) {
    // In an order that nothing can follow: what comes second is not always the same.
    const order: ('known' | 'ghost')[] = Math.random() < 0.5 ? ['known', 'ghost'] : ['ghost', 'known']
    for (const kind of order) {
      const took = await ask(
        server,
        path,
        body(emailOf(kind, Math.max(at, 0))),
        at + warmUp + (kind === 'ghost' ? 100_000 : 0),
      )
      if (at >= 0) samples[kind].push(took)
    }
  }
  return {
    n,
    p: mannWhitney(samples.known, samples.ghost),
    medians: [median(samples.known), median(samples.ghost)],
  }
}

/** Milliseconds. What is done after the answer is over before the next one is asked. */
async function ask({ url, deps }: RunningServer, path: string, body: object, place: number): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-forwarded-for': `10.${(place >> 16) & 255}.${(place >> 8) & 255}.${place & 255}`,
  }
  const began = performance.now()
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.arrayBuffer()
  const took = performance.now() - began
  await Promise.all([deps.errands.done(), deps.notes.done()])
  return took
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[samples.length >> 1]!
}

/** Two-sided p of the Mann–Whitney test, by the normal approximation; ties do not matter for times. */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((time) => ({ time, first: true })),
    ...other.map((time) => ({ time, first: false })),
  ]
  all.sort((a, b) => a.time - b.time)
  const rankSum = all.reduce((sum, { first }, at) => (first ? sum + at + 1 : sum), 0)
  const [n, m] = [one.length, other.length]
  const u = rankSum - (n * (n + 1)) / 2
  const z = Math.abs(u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 2 * (1 - normal(z))
}

/** Abramowitz and Stegun 26.2.17. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - Math.exp((-z * z) / 2) * 0.3989422804014327 * tail
}
