/**
 * `npm run prove:revocation [-- --rounds 1000 --checks 1000000]` (R13) on two server processes and a durable PostgreSQL.
 * Prints how long a revocation takes to the other replica; exits 1 at the first answer that is older than it may be.
 */
import { parseArgs } from 'node:util'
import { type Member, member, type TwoReplicas, twoReplicas } from '../replicas/two-replicas.ts'
import { freshDatabaseOn } from '../support/database.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { demandRevisions, revokeAndWait, revokeWhileAway } from './revocation.ts'
import { say, seconds, spread } from './say.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, checks: { type: 'string', default: '1000000' } },
})
const rounds = Number(values.rounds)
const checks = Number(values.checks)
const CHANGE_EVERY = 100

const cluster = startCluster({ durable: true })

async function times(count: number, one: () => Promise<number>): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < count; round++) took.push(await one())
  return took
}

async function prove(towns: TwoReplicas): Promise<void> {
  const bo = await member(towns, 'bo@acme.example')
  if (rounds > 0) await proveTimes(towns, bo)
  if (checks === 0) return
  const began = performance.now()
  const { answered, refused, stale } = await demandRevisions(towns, bo, checks, CHANGE_EVERY)
  say(
    `a revision demanded, a change before every ${CHANGE_EVERY}: ${answered.toLocaleString('en')} answers, ${stale} stale, ${refused} refused, ${seconds(began)}`,
  )
  if (stale > 0) throw new Error('an answer was older than what it was asked for')
}

async function proveTimes(towns: TwoReplicas, bo: Member): Promise<void> {
  say(`announced: ${spread(await times(rounds, () => revokeAndWait(towns, bo)))}`)
  towns.gate.deafen()
  const deaf = await times(Math.ceil(rounds / 5), () => revokeAndWait(towns, bo))
  say(`announcements not heard: ${spread(deaf)}`)
  towns.gate.open()
  for (const how of ['stall', 'cut'] as const) {
    const took = await times(Math.ceil(rounds / 50), () => revokeWhileAway(towns, bo, how))
    say(`no database (${how}), until the last answer that allows: ${spread(took)}`)
  }
}

try {
  await using database = await freshDatabaseOn(cluster.url)
  await using towns = await twoReplicas(database.url)
  await prove(towns)
} catch (error) {
  say(`revocation: 1 failure: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  cluster.stop()
}
