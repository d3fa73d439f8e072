/** The composition root: opens the store, puts the house together, and listens. It prints nothing; it logs. */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { refuse } from './core/index.ts'
import { createApp } from './http/app.ts'
import type { Needs, Readiness } from './http/door.ts'
import { type Claim, KEPT_FOR, type Replays } from './http/idempotency.ts'
import { createLog } from './http/log.ts'
import { createMetrics, serveMetrics } from './http/metrics.ts'
import { assemble, type Deps } from './operations/deps.ts'
import { keepHouse } from './operations/housekeeping.ts'
import { Refused } from './operations/refused.ts'
import { issueSetupLink } from './operations/set-up/setup-link.ts'
import { useCases } from './operations/use-cases.ts'
import {
  type CommitOutcome,
  forgetIdempotencyKeys,
  idempotencyKey,
  keepIdempotencyKey,
  openStore,
  type Store,
  StoreFault,
} from './store/store.ts'

export type StartOptions = {
  /** Epoch milliseconds; the machine’s where it is not given. */
  readonly clock?: () => number
  readonly log?: Logger
  /** Milliseconds in which, while stopping, a request may still arrive on an idle connection. */
  readonly linger?: number
  /** More routes; they declare their access like every other. For measuring: a constant answer of the same server. */
  readonly extend?: Parameters<typeof createApp>[1]
}

export type RunningServer = {
  /** Where it listens: `http://127.0.0.1:4100`. */
  readonly url: string
  readonly metricsUrl: string
  /** With which the first admin is made; absent once there is one. */
  readonly setupLink: string | undefined
  /** For what runs in the same process: the demo’s seed, tests. */
  readonly deps: Deps
  /** Finishes what has begun, then closes. */
  readonly close: () => Promise<void>
}

export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLog(config.logLevel)
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const publicUrl = config.publicUrl ?? url
  const clock = options.clock ?? Date.now
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer()
  }
  try {
    const store = await openStore(config.store)
    closers.push(() => store.close())
    const deps = assemble({ store, clock, secretKey: config.secretKey, publicUrl, logger: log })
    deps.following.start()
    closers.push(() => deps.following.close())
    const stopKeeping = keepHouse(deps)
    closers.push(async () => stopKeeping())
    const needs = needsOf(deps, { config, publicUrl, log, linger: options.linger ?? 500 })
    const metrics = await serveMetrics(needs.metrics, config.metricsHost, config.metricsPort)
    closers.push(metrics.close)
    const app = createApp(needs, options.extend)
    closers.push(() => app.close())
    await app.listen({ host: config.host, port })
    log.info({ url, publicUrl, store: store.dialect }, 'serving')
    return { url, metricsUrl: metrics.url, setupLink: await issueSetupLink(deps), deps, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Around = {
  readonly config: Config
  readonly publicUrl: string
  readonly log: Logger
  readonly linger: number
}

function needsOf(deps: Deps, { config, publicUrl, log, linger }: Around): Needs {
  return {
    useCases: useCases(deps),
    authenticate: (token, { now }) => deps.sessions.find(token, now),
    replays: storedReplays(deps.store, log),
    ready: () => readiness(deps),
    refusalOf,
    clock: deps.clock,
    log,
    metrics: createMetrics(),
    publicUrl,
    trustedProxies: config.trustedProxies,
    linger,
  }
}

/** A port must be known before links are made; only tests ask for any. */
async function freePort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const READY_WITHIN = 2000

/** The store answers a query only after its migrations: opening it waits for them. */
async function readiness({ store, following }: Deps): Promise<Readiness> {
  const query = store.build.from.selectFrom('install').select('key').limit(1)
  const asked = store.rows(query).then(
    () => true,
    () => false,
  )
  const reachable = await Promise.race([asked, wait(READY_WITHIN, false, { ref: false })])
  const fresh = reachable && (await following.isFresh())
  return { ready: fresh, checks: { store: reachable, migrations: reachable, snapshots: fresh } }
}

/** Faults that are no fault of the request: nothing was done, and trying again makes sense. */
function refusalOf(error: unknown): Refused | undefined {
  if (!(error instanceof StoreFault) || !['busy', 'full', 'io', 'unavailable'].includes(error.code))
    return undefined
  return new Refused(refuse('OVERLOADED', 'the store cannot be reached or is busy'), { retryAfter: 1 })
}

const CLAIMS = 3

/** Idempotency keys in the store, so that they hold across restarts and replicas. */
function storedReplays(store: Store, log: Logger): Replays {
  const place = ({ actor, key }: Claim): { actor: string; key: string } => ({ actor, key })
  return {
    claim: async (claim) => {
      const { hash, now, ...where } = claim
      const claimed = { ...where, requestHash: hash, status: 0, body: '', createdAt: now }
      for (let tries = 0; tries < CLAIMS; tries++) {
        const old = forgetIdempotencyKeys(store.build, now - KEPT_FOR)
        const written = await store.write([...old, ...keepIdempotencyKey(store.build, claimed)])
        if (written.outcome === 'committed') return undefined
        if (written.outcome !== 'conflict') throw notClaimed(written)
        const kept = await idempotencyKey(store, claim.actor, claim.key)
        // It may have been freed in between.
        if (kept !== undefined) return { ...kept, hash: kept.requestHash }
      }
      throw new Refused(refuse('OVERLOADED', 'others use this idempotency key at the same time'), {
        retryAfter: 1,
      })
    },
    settle: async (claim, status, body) => {
      // The write is done whatever becomes of its key: without an answer the key says that it is not known.
      const { outcome } = await store.write([
        store.build.update('idempotency_keys', place(claim), { status, body }),
      ])
      if (outcome !== 'committed')
        log.error({ outcome }, 'an answer could not be kept for its idempotency key')
    },
    release: async (claim) => {
      const { outcome } = await store.write([store.build.remove('idempotency_keys', place(claim))])
      if (outcome !== 'committed') log.error({ outcome }, 'an idempotency key could not be freed')
    },
  }
}

function notClaimed(outcome: CommitOutcome): Error {
  return 'error' in outcome
    ? outcome.error
    : new Error(`an idempotency key could not be claimed: ${outcome.outcome}`)
}
