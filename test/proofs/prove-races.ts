/**
 * `npm run prove:races [-- --rounds 9000 --race 3]` (R15): every race on both stores, through one replica and two. Prints how many
 * rounds of each were run; stops at the first after which something does not hold, and exits 1.
 */
import { parseArgs } from 'node:util'
import { ON_SQLITE, onPostgres } from '../races/grounds.ts'
import { RACES } from '../races/races.ts'
import { runRaces } from '../races/run-races.ts'
import { freshDatabaseOn } from '../support/database.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { say, seconds } from './say.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9000' }, race: { type: 'string', multiple: true } },
})
/** By their places in the table, from 1; all where none is named. */
const races = RACES.filter((_, at) => values.race?.includes(String(at + 1)) ?? true)

const began = performance.now()
const cluster = startCluster()
const grounds = [...ON_SQLITE, ...onPostgres(() => freshDatabaseOn(cluster.url))]
const shares = RACES.reduce((sum, { share = 1 }) => sum + share, 0)
const each = Math.ceil(Number(values.rounds) / grounds.length / shares)
let rounds = 0
try {
  for (const race of races) {
    for (const ground of grounds) for (const ran of await runRaces(ground, each, [race])) rounds += ran.rounds
    say(`${race.name}: ${rounds.toLocaleString('en')} rounds so far, ${seconds(began)}`)
  }
  say(
    `races: ${rounds.toLocaleString('en')} rounds of ${races.length} races on ${grounds.length} grounds, 0 failures, ${seconds(began)}`,
  )
} catch (error) {
  say(`races: 1 failure after ${rounds} rounds: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  cluster.stop()
}
