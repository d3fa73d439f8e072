/**
 * `npm run prove:failover [-- --rounds 10]` (R14): PostgreSQL with a synchronous standby fails over under load. Exits 1
 * where anything acknowledged is lost.
 */
import { parseArgs } from 'node:util'
import { type FailedOver, failOver } from './failover.ts'
import { say, seconds, spread } from './say.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const began = performance.now()
const all: FailedOver[] = []
try {
  // Sooner and later than the lease ends.
  for (let round = 0; round < Number(values.rounds); round++)
    all.push(await failOver(round % 2 === 0 ? 300 : 2500))
  const sum = (of: (one: FailedOver) => number): string =>
    all.reduce((total, one) => total + of(one), 0).toLocaleString('en')
  say(
    `fail-over: ${all.length} times, ${sum((one) => one.acknowledged)} changes acknowledged, 0 lost, ${sum((one) => one.unannounced)} there unannounced, ${seconds(began)}`,
  )
  say(`outage from the promotion: ${spread(all.map(({ outage }) => outage))}`)
} catch (error) {
  say(`fail-over: 1 failure after ${all.length}: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
