/**
 * `npm run prove -- --worlds 1000000 [--seed 1] [--proof r1] [--proof r3] [--workers 2]`: the full numbers, on both cores.
 * Prints n, seed, failures and duration; stops at the first failure with a small world that shows it, and exits 1.
 */
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Outcome } from './proof.ts'
import { PROOFS } from './proofs.ts'
import type { Job } from './prove-worker.ts'
import { say, seconds } from './say.ts'

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    proof: { type: 'string', multiple: true, default: Object.keys(PROOFS) },
    workers: { type: 'string', default: '2' },
  },
})

/** One worker on one part of the worlds; every worker ends when one of them has failed. */
function start(job: Job): { worker: Worker; outcome: Promise<Outcome> } {
  const worker = new Worker(new URL('prove-worker.ts', import.meta.url), { workerData: job })
  const outcome = new Promise<Outcome>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => resolve({ worlds: 0, counts: {} }))
  })
  return { worker, outcome }
}

async function run(proof: string): Promise<boolean> {
  const [worlds, seed, parts] = [Number(values.worlds), Number(values.seed), Number(values.workers)]
  const began = performance.now()
  const edge = (part: number): number => Math.floor((worlds * part) / parts)
  const workers = Array.from({ length: parts }, (_, part) =>
    start({ proof, seed, from: edge(part), until: edge(part + 1) }),
  )
  const outcomes = await Promise.all(
    workers.map(async ({ outcome }) => {
      const done = await outcome
      if (done.failure !== undefined) await Promise.all(workers.map(({ worker }) => worker.terminate()))
      return done
    }),
  )
  const failed = outcomes.find((o) => o.failure !== undefined)?.failure
  say(`${proof}: ${sum(outcomes)}, seed ${seed}, ${failed ? 1 : 0} failures, ${seconds(began)}`)
  if (failed === undefined) return true
  say(`world ${failed.index}: ${failed.because}`)
  say(JSON.stringify({ question: failed.question, state: failed.state }))
  return false
}

function sum(outcomes: readonly Outcome[]): string {
  const total = new Map<string, number>()
  const add = (kind: string, n: number): unknown => total.set(kind, (total.get(kind) ?? 0) + n)
  for (const { worlds, counts } of outcomes) {
    add('worlds', worlds)
    for (const [kind, n] of Object.entries(counts)) add(kind, n)
  }
  return [...total].map(([kind, n]) => `${n.toLocaleString('en')} ${kind}`).join(', ')
}

for (const proof of values.proof) {
  if (!(await run(proof))) {
    process.exitCode = 1
    break
  }
}
