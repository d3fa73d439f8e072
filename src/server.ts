/** The composition root: opens the store, puts the house together, and listens. It prints nothing; it logs. */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { refuse } from './core/index.ts'
import { createApp } from './http/app.ts'
import type { ConsoleFiles } from './http/console/files.ts'
import type { Needs, Readiness } from './http/door.ts'
import { createLog } from './http/log.ts'
import { createMetrics, serveMetrics } from './http/metrics.ts'
import { smtpMailer } from './mail/smtp.ts'
import { batchAccessNow } from './operations/access/batch-access.ts'
import { checkAccessNow } from './operations/access/check-access.ts'
import { Anchor } from './operations/audit/anchor.ts'
import { auditKeysFrom } from './operations/audit/audit-key.ts'
import { keepJournals } from './operations/audit/cut-journal.ts'
import { keepCheckpoints } from './operations/audit/keep-checkpoints.ts'
import { authenticate } from './operations/authenticate.ts'
import { assemble, type Deps } from './operations/deps.ts'
import { keepHouse } from './operations/housekeeping.ts'
import { Rewound } from './operations/living-organization.ts'
import { PostOffice } from './operations/mail/post-office.ts'
import { cannotTell } from './operations/past/cannot-tell.ts'
import { keepStates } from './operations/past/keep-states.ts'
import { Refused } from './operations/refused.ts'
import { StoredReplays } from './operations/replays.ts'
import { enter } from './operations/scene.ts'
import { issueSetupLink } from './operations/set-up/setup-link.ts'
import { useCases } from './operations/use-cases.ts'
import { isHalfRestored, openStore, StoreFault } from './store/store.ts'

export type StartOptions = {
  /** Epoch milliseconds; the machine’s where it is not given. */
  readonly clock?: () => number
  readonly log?: Logger
  /** Milliseconds in which, while stopping, a request may still arrive on an idle connection. */
  readonly linger?: number
  /** The built console; without it the server has the API alone. */
  readonly console?: ConsoleFiles
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
    if (await isHalfRestored(store))
      throw new StoreFault('unsupported', 'a restore was interrupted here: remove its data and restore again')
    const { secretKey } = config
    const deps = assemble({
      store,
      clock,
      secretKey,
      publicUrl,
      logger: log,
      ...auditOf(config),
      ...mailOf(config),
      ...(config.sources !== undefined && { sources: config.sources }),
      ...(config.sso !== undefined && { sso: config.sso }),
    })
    deps.following.start()
    closers.push(() => deps.following.close())
    closers.push(startMail(deps))
    closers.push(() => deps.denials.close())
    closers.push(keepHouse(deps))
    closers.push(keepCheckpoints(deps))
    closers.push(keepStates(deps))
    closers.push(keepJournals(deps))
    const needs = needsOf(deps, {
      config,
      publicUrl,
      log,
      linger: options.linger ?? 500,
      console: options.console,
    })
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

function auditOf({ auditKey, auditAnchor, activityDays, journalDays, denialDays }: Config) {
  return {
    ...(auditKey !== undefined && { auditKeys: auditKeysFrom(auditKey) }),
    ...(auditAnchor !== undefined && { anchor: new Anchor(auditAnchor) }),
    activityDays,
    journalDays,
    denialDays,
  }
}

function mailOf({ mail }: Config) {
  return { mail: mail === undefined ? undefined : smtpMailer(mail) }
}

/** @returns what finishes the letter under way, and what was to be done after answers */
function startMail(deps: Deps): () => Promise<void> {
  const office = deps.mail === undefined ? undefined : new PostOffice(deps, deps.mail)
  office?.start()
  return async () => {
    await Promise.all([deps.errands.done(), deps.notes.done()])
    await office?.close()
  }
}

type Around = {
  readonly config: Config
  readonly publicUrl: string
  readonly log: Logger
  readonly linger: number
  readonly console: ConsoleFiles | undefined
}

function needsOf(deps: Deps, { config, publicUrl, log, linger, console }: Around): Needs {
  return {
    useCases: useCases(deps),
    checkNow: checkAccessNow(deps),
    batchNow: batchAccessNow(deps),
    authenticate: (token, { now }) => authenticate(deps, token, now),
    replays: new StoredReplays(deps.store, log),
    comesIn: async (organization, call) => void (await enter(deps, organization, call)),
    ready: () => readiness(deps),
    refusalOf,
    denied: (denied) => deps.denials.note(denied),
    clock: deps.clock,
    log,
    metrics: createMetrics(),
    publicUrl,
    trustedProxies: config.trustedProxies,
    linger,
    console,
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
  const asked = store.rows(query, READY_WITHIN).then(
    () => true,
    () => false,
  )
  const reachable = await Promise.race([asked, wait(READY_WITHIN, false, { ref: false })])
  const fresh = reachable && (await following.isFresh())
  return { ready: fresh, checks: { store: reachable, migrations: reachable, snapshots: fresh } }
}

/** Faults that are no fault of the request: nothing was done, and trying again makes sense. */
function refusalOf(error: unknown): Refused | undefined {
  if (error instanceof Rewound)
    return new Refused(refuse('OVERLOADED', 'this organization is read anew'), { retryAfter: 1 })
  const untold = cannotTell(error)
  if (untold !== undefined) return untold
  if (!(error instanceof StoreFault) || !['busy', 'full', 'io', 'unavailable'].includes(error.code))
    return undefined
  return new Refused(refuse('OVERLOADED', 'the store cannot be reached or is busy'), { retryAfter: 1 })
}
