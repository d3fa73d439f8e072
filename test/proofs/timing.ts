/**
 * R23: whether the time of an answer tells if there is such an account. Two kinds of addresses are asked about in turn, at
 * a real server; the two samples are compared by the Mann–Whitney test.
 */
import { createLog } from '../../src/http/log.ts'
import { newPasswordHash } from '../../src/operations/account/new-password.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { configOf, PASSWORD } from '../http/house.ts'
import { mailServer } from '../support/mail-server.ts'

export type Timing = {
  readonly what: string
  readonly n: number
  readonly p: number
  readonly medians: readonly [number, number]
}

/** @param n samples of each kind */
export async function timings(n: number): Promise<Timing[]> {
  await using mail = await mailServer()
  // Each request comes from a place of its own, so that the throttle has no part in it.
  const config = {
    ...configOf({ memory: true }),
    trustedProxies: ['127.0.0.1'],
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

/** With an account, or without. */
type Kind = 'known' | 'ghost'

function emailOf(kind: Kind, at: number): string {
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
  const asked = { known: 0, ghost: 0 }
  for (const [place, kind] of shuffled(n + warmUp).entries()) {
    const at = asked[kind]++
    const took = await ask(server, path, body(emailOf(kind, at % n)), place)
    if (at >= warmUp) samples[kind].push(took)
  }
  return {
    n,
    p: mannWhitney(samples.known, samples.ghost),
    medians: [median(samples.known), median(samples.ghost)],
  }
}

/**
 * So many of each in an order that nothing can follow: what was asked before, whose letter may still be on its way, says
 * nothing about what is asked now. In pairs, whoever has no account would mostly come after somebody who has.
 */
function shuffled(each: number): Kind[] {
  const kinds = Array.from({ length: 2 * each }, (_, at): Kind => (at < each ? 'known' : 'ghost'))
  for (let at = kinds.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[kinds[at], kinds[other]] = [kinds[other]!, kinds[at]!]
  }
  return kinds
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
