/**
 * R10 on the whole server: it is killed while people write, starts again on what is there, and is compared with what it
 * had said yes to. Nothing acknowledged is lost, nothing is half there, the chain verifies, and it is back soon.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Client as Database } from 'pg'
import type { Config } from '../../src/config.ts'
import { type Client, createClient, Refused } from '../../src/contract/client.ts'
import { loadState, openStore, organizationNamed } from '../../src/store/store.ts'
import { firstAdmin } from '../http/house.ts'
import { brokenIn } from '../races/whole.ts'
import { type Replica, startReplica } from '../replicas/replica.ts'

export type Killed = {
  readonly kills: number
  /** Changes that were said to be made. */
  readonly acknowledged: number
  /** Changes that were there although nobody was told so. */
  readonly unannounced: number
  /** From the start of each process until it answered, in milliseconds. */
  readonly restarts: readonly number[]
}

export type Violence = 'the server is killed' | 'its connections are ended by the database'

const WRITERS = 4
const organization = 'acme'

/**
 * @param random from 0 to 1: when each blow falls
 * @throws at the first thing that is not as it was said to be
 */
export async function killAndCompare(
  store: Config['store'],
  kills: number,
  random: () => number,
  violence: Violence = 'the server is killed',
): Promise<Killed> {
  const key = randomBytes(32)
  let server = await startReplica(store, key)
  const token = await firstAdmin(server.url, server.setupLink)
  const made = new Set<string>()
  const restarts: number[] = []
  let unannounced = 0
  try {
    for (let kill = 0; kill < kills; kill++) {
      const client = createClient({ url: server.url, token })
      const stop = { now: false }
      const writers = Array.from({ length: WRITERS }, (_, at) => write(client, `w${kill}-${at}`, made, stop))
      await wait(20 + random() * 180)
      if (violence === 'the server is killed') {
        await server.kill()
        stop.now = true
        await Promise.all(writers)
        server = await startReplica(store, key)
        restarts.push(server.startedIn)
      } else {
        await endConnections(store)
        stop.now = true
        await Promise.all(writers)
      }
      unannounced = await compare(store, server, token, made)
    }
  } finally {
    await server.kill()
  }
  return { kills, acknowledged: made.size, unannounced, restarts }
}

/** Makes one group after the other, and remembers those that were acknowledged. */
async function write(
  client: Client,
  prefix: string,
  made: Set<string>,
  stop: { now: boolean },
): Promise<void> {
  for (let count = 0; !stop.now; count++) {
    const name = `${prefix}-${count}`
    try {
      await client.createGroup({ organization, body: { name } })
      made.add(name)
    } catch (error) {
      // What is not answered with a yes may or may not be there.
      if (error instanceof Refused && error.problem.status < 500) throw error
    }
  }
}

async function endConnections(store: Config['store']): Promise<void> {
  if (!('databaseUrl' in store)) throw new Error('only PostgreSQL ends connections')
  const watch = new Database({ connectionString: store.databaseUrl })
  await watch.connect()
  const ended = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  await watch.query(ended)
  await watch.end()
}

/** @returns how many there are that nobody was told of */
async function compare(
  place: Config['store'],
  server: Replica,
  token: string,
  made: ReadonlySet<string>,
): Promise<number> {
  const answered = await verdictOf(createClient({ url: server.url, token }))
  if (!answered.verified) throw new Error(`the server finds its chain broken: ${JSON.stringify(answered)}`)
  const store = await openStore(place)
  try {
    const { id } = (await organizationNamed(store, organization))!
    const broken = await brokenIn(store, id)
    if (broken !== undefined) throw new Error(broken)
    const { groups } = (await loadState(store, id))!
    const names = new Set(groups.map(({ name }) => name))
    const lost = [...made].filter((name) => !names.has(name))
    if (lost.length > 0) throw new Error(`acknowledged and lost: ${lost.join(', ')}`)
    return names.size - made.size
  } finally {
    await store.close()
  }
}

/** A server that cannot confirm its state yet says so, and is asked again. */
async function verdictOf(client: Client): ReturnType<Client['verifyAudit']> {
  for (let tries = 1; ; tries++) {
    try {
      return await client.verifyAudit({ organization, body: {} })
    } catch (error) {
      if (tries === 20 || !(error instanceof Refused) || error.problem.status !== 503) throw error
      await wait(500)
    }
  }
}
