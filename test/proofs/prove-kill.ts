/**
 * `npm run prove:kill [-- --kills 500 --seed 1]` (R10): the server killed while people write, two fifths of the times on
 * SQLite, two fifths on PostgreSQL, and the rest by the database, which ends its connections. Durable stores. Exits 1 at
 * the first thing that is lost or half there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Config } from '../../src/config.ts'
import { rngFrom } from '../reference/random.ts'
import { freshDatabaseOn } from '../support/database.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { killAndCompare, type Violence } from './kill.ts'
import { say, seconds, spread } from './say.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
})
const kills = Number(values.kills)
const random = rngFrom(Number(values.seed), 0)
/** A journal that is looked through after every kill must not grow for ever. */
const KILLS_OF_A_STORE = 25

const directory = mkdtempSync(join(tmpdir(), 'compartment-prove-kill-'))
const cluster = startCluster({ durable: true })

async function prove(
  name: string,
  violence: Violence,
  wanted: number,
  open: () => Promise<Config['store']>,
): Promise<void> {
  const began = performance.now()
  let [done, acknowledged, unannounced] = [0, 0, 0]
  const restarts: number[] = []
  while (done < wanted) {
    const killed = await killAndCompare(
      await open(),
      Math.min(KILLS_OF_A_STORE, wanted - done),
      () => random.below(1_000_000) / 1_000_000,
      violence,
    )
    done += killed.kills
    acknowledged += killed.acknowledged
    unannounced += killed.unannounced
    restarts.push(...killed.restarts)
  }
  const back = restarts.length === 0 ? 'no restart' : `restart ${spread(restarts)}`
  say(
    `${violence}, ${name}: ${done} times, ${acknowledged.toLocaleString('en')} changes acknowledged, 0 lost, ${unannounced} there unannounced, ${back}, ${seconds(began)}`,
  )
}

let stores = 0
const sqlite = async (): Promise<Config['store']> => ({ dataDirectory: join(directory, String(stores++)) })
const postgres = async (): Promise<Config['store']> => ({
  databaseUrl: (await freshDatabaseOn(cluster.url)).url,
})
const most = Math.round(kills * 0.4)
try {
  await prove('SQLite', 'the server is killed', most, sqlite)
  await prove('PostgreSQL', 'the server is killed', most, postgres)
  await prove('PostgreSQL', 'its connections are ended by the database', kills - 2 * most, postgres)
} catch (error) {
  say(`kill: 1 failure: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  cluster.stop()
  rmSync(directory, { recursive: true, force: true })
}
